// Sign-in: POST, GET and DELETE /api/session.
import { z } from 'zod';
import { abilities, roleSchema } from './roles.js';

export const signInSchema = z.object({ email: z.email().max(200), password: z.string().min(1).max(200) });
export type SignIn = z.infer<typeof signInSchema>;

export const sessionViewSchema = z.object({
  email: z.string(),
  role: roleSchema,
  /** Departments of a supervisor or a television; null for the whole city. */
  departmentIds: z.array(z.string()).nullable(),
  /** What this person may do somewhere: which screens to offer. */
  abilities: z.array(z.enum(abilities)),
  /** null for a television, which stays until it is revoked. */
  expiresAt: z.iso.datetime().nullable(),
});
export type SessionView = z.infer<typeof sessionViewSchema>;
