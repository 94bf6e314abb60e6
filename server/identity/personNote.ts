// Entries of the access record that concern a person; never a password, a hash or a secret.
import type { AuditNote } from '../audit/auditEntry.js';
import { type User, users } from './users.js';

export function personNote(
  kind: AuditNote['kind'],
  { id, email }: Pick<User, 'id' | 'email'>,
  task: string,
  change: Pick<AuditNote, 'before' | 'after' | 'target'>,
): AuditNote {
  return { kind, subject: { type: 'person', id, whose: email, departmentId: null }, task, reason: null, ...change };
}

const factsOf = ({ email, role, departmentIds, officialId, disabled, mustChangePassword }: User) => ({
  email,
  role,
  departmentIds,
  officialId,
  disabled,
  mustChangePassword,
});

/** Of a write that makes or replaces the person. */
export function userNote(kind: 'create' | 'change', task: string, before: User | null, after: User): AuditNote {
  return personNote(kind, after, task, {
    before: before && factsOf(before),
    after: factsOf(after),
    target: { collection: users.name, id: after.id, revision: (before?.revision ?? 0) + 1 },
  });
}
