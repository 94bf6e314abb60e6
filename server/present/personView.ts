// A person as admins and auditors see one.
import type { PersonView } from '../contract/person.js';
import type { Person } from '../identity/people.js';
import { toTime, toTimeOrNull } from './verdictView.js';

export function presentPerson({ user, hasTotp, lastSignInAt, lockedUntil }: Person): PersonView {
  const { id, email, role, departmentIds, officialId, disabled, mustChangePassword, createdAt, revision } = user;
  return {
    id,
    email,
    role,
    departmentIds,
    officialId,
    state: disabled ? 'disabled' : lockedUntil === null ? 'active' : 'locked',
    lockedUntil: toTimeOrNull(lockedUntil),
    hasTotp,
    mustChangePassword,
    createdAt: toTime(createdAt),
    lastSignInAt: toTimeOrNull(lastSignInAt),
    revision,
  };
}
