// Where one call goes: what is tried, one step after the other, or why nothing is.
import type { Line, Target } from '../directory/directory.js';

export type Step =
  /** At most ten; whoever answers first has the citizen. */
  | { do: 'dial'; targets: readonly Target[] }
  /** The citizen waits in the line's queue, and free ones of these are rung. */
  | { do: 'queue'; name: string; agents: readonly Target[] }
  | { do: 'voicemail' };

export type Refusal =
  | 'unknown-number'
  /** Outside of hours, at a common lunch, or on a public holiday. */
  | 'closed'
  /** The line is known and rings nobody. */
  | 'nobody'
  /** Our own telephone sent the call on to where it came from. */
  | 'loop';

export interface Plan {
  line: Line | undefined;
  /** Why nobody is rung; what remains of `steps` then is at most a voicemail. */
  refusal: Refusal | null;
  /** The citizen hears first that the call may be recorded. */
  notice: boolean;
  /** Our `?step=` counts them from 1. */
  steps: readonly Step[];
}
