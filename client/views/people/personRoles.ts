// The roles that a person can have, in the order of the menus; a television is none.
import type { PersonRole } from '../../../server/contract/person.js';

// Beside the schema, which would bring its library along; the compiler holds each to the contract.
export const personRoles = [
  'admin',
  'auditor',
  'supervisor',
  'shopper',
  'official',
] as const satisfies readonly PersonRole[];

export function asPersonRole(value: string): PersonRole | null {
  return personRoles.find((role) => role === value) ?? null;
}
