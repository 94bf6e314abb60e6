// What the product itself writes into the access record, as nobody's session.
import type { AuditActor } from './auditEntry.js';

export const systemActor: AuditActor = {
  userId: null,
  account: 'system',
  role: 'system',
  sessionId: null,
  place: 'server',
};
