// What the gateway needs from the live figures; the pipeline provides it.
import type { LiveCallView } from '../contract/callView.js';
import type { MetricsView } from '../contract/metricsView.js';

export interface BoardChange {
  /** A live call that changed, or null when only figures did (midnight, a late event). */
  sid: string | null;
  /** Its row, or null when it left `now`. */
  row: LiveCallView | null;
  departmentId: string | null;
  /** The whole board must be sent afresh: local midnight, a finished rebuild. */
  fresh: boolean;
}

export interface BoardSource {
  /** Whole figures, of the city or of one department. */
  metrics(departmentId?: string): MetricsView;
  /** Live calls, oldest first. */
  calls(departmentId?: string): LiveCallView[];
  onChange(listener: (change: BoardChange) => void): () => void;
}
