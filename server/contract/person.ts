// The people who may sign in: /api/people.
import { z } from 'zod';
import { roleSchema } from './roles.js';

/** A television is no person: it comes by a link. */
export const personRoleSchema = roleSchema.exclude(['tv']);
export type PersonRole = z.infer<typeof personRoleSchema>;

export const personStates = ['active', 'locked', 'disabled'] as const;

export const personViewSchema = z.object({
  id: z.string(),
  email: z.string(),
  role: personRoleSchema,
  /** Departments of a supervisor; null for the whole city. */
  departmentIds: z.array(z.string()).nullable(),
  officialId: z.string().nullable(),
  state: z.enum(personStates),
  /** After too many wrong passwords, until this time. */
  lockedUntil: z.iso.datetime().nullable(),
  hasTotp: z.boolean(),
  /** The made password has not been changed yet. */
  mustChangePassword: z.boolean(),
  createdAt: z.iso.datetime(),
  lastSignInAt: z.iso.datetime().nullable(),
  revision: z.number().int(),
});
export type PersonView = z.infer<typeof personViewSchema>;

/** GET /api/people?role&q&cursor&limit, in the order of e-mail addresses; `q` is a part of one. */
export const personListSchema = z.strictObject({
  role: personRoleSchema.optional(),
  q: z.string().trim().min(1).max(200).optional(),
  cursor: z.string().min(1).max(3_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const personPageViewSchema = z.object({ items: z.array(personViewSchema), nextCursor: z.string().nullable() });
export type PersonPageView = z.infer<typeof personPageViewSchema>;

const place = {
  role: personRoleSchema,
  /** Only a supervisor is confined to departments; of anybody else it must be null. */
  departmentIds: z.array(z.string().min(1).max(100)).min(1).max(200).nullable(),
  officialId: z.string().min(1).max(100).nullable(),
};
const isConfinedRightly = (person: { role: PersonRole; departmentIds: string[] | null }) =>
  person.role === 'supervisor' || person.departmentIds === null;
const confinedWrongly = { path: ['departmentIds'] };

/** POST /api/people: EMAIL_TAKEN if somebody has the address already. */
export const newPersonSchema = z
  .strictObject({ email: z.email().max(200), ...place })
  .refine(isConfinedRightly, confinedWrongly);
export type NewPerson = z.infer<typeof newPersonSchema>;

/** PUT /api/people/:id answers with the person as it then is: CONFLICT if the revision is not the last, LAST_ADMIN. */
export const personChangeSchema = z
  .strictObject({ revision: z.number().int().nonnegative(), ...place, disabled: z.boolean() })
  .refine(isConfinedRightly, confinedWrongly);
export type PersonChange = z.infer<typeof personChangeSchema>;

/** POST /api/people/:id/password. Shown this once; it has to be changed at first use. */
export const madePasswordViewSchema = z.object({ madePassword: z.string() });
export type MadePasswordView = z.infer<typeof madePasswordViewSchema>;

export const newPersonViewSchema = madePasswordViewSchema.extend({ person: personViewSchema });
export type NewPersonView = z.infer<typeof newPersonViewSchema>;

// POST /api/people/:id/unlock and POST /api/people/:id/totp/remove: 204.
