// What travels on the Socket.IO namespace /wallboard (DESIGN.md, "Wire to the browser").
import { z } from 'zod';
import { type LiveCallView, liveCallViewSchema } from './callView.js';
import type { ErrorView } from './errorView.js';
import { type MetricsView, metricsViewSchema } from './metricsView.js';

export const wallboardNamespace = '/wallboard';

export const watchSchema = z.object({ department: z.string().min(1).max(100).optional() }).strict();
export type Watch = z.infer<typeof watchSchema>;

export const snapshotSchema = z.object({
  seq: z.number().int().nonnegative(),
  at: z.iso.datetime(),
  metrics: metricsViewSchema,
  calls: z.array(liveCallViewSchema),
});
export const deltaSchema = z.object({
  seq: z.number().int().nonnegative(),
  at: z.iso.datetime(),
  /** Whole or absent. */
  metrics: metricsViewSchema.optional(),
  calls: z.array(liveCallViewSchema),
  gone: z.array(z.string()),
});

/** `seq` counts per connection without holes, over snapshots and deltas alike. */
export interface Snapshot {
  seq: number;
  at: string;
  metrics: MetricsView;
  calls: LiveCallView[];
}
export interface Delta {
  seq: number;
  at: string;
  metrics?: MetricsView;
  calls: LiveCallView[];
  gone: string[];
}

export interface ServerToClient {
  snapshot: (message: Snapshot) => void;
  delta: (message: Delta) => void;
  /** A watch that cannot be served: a department that does not exist, or a message that is none. */
  refused: (message: ErrorView) => void;
}
export interface ClientToServer {
  watch: (message: Watch) => void;
}
