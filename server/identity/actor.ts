// Who is asking, once a session has been proved. What an actor may do comes from its role.
import type { SessionView } from '../contract/session.js';

export interface Actor {
  userId: string;
  sessionId: string;
  email: string;
  role: SessionView['role'];
  /** ms since the epoch; no session outlives it. */
  expiresAt: number;
}
