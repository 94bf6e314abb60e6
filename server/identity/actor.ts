// Who is asking, once a session has been proved. What an actor may do is asked of `can` (roles.ts).
import type { Role } from '../contract/roles.js';

export interface Actor {
  userId: string;
  sessionId: string;
  /** The account as people know it: an e-mail address, or the name of a television link. */
  account: string;
  role: Role;
  /** Departments of a supervisor or a television; null for the whole city. */
  departmentIds: readonly string[] | null;
  /** The directory's official who this person is, if any. */
  officialId: string | null;
  /** The password was made by somebody else: until it is changed, nothing else may be done. */
  mustChangePassword: boolean;
  /** ms since the epoch; null for a television, which stays until it is revoked. */
  expiresAt: number | null;
}
