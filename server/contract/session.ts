// Sign-in: POST, GET and DELETE /api/session.
import { z } from 'zod';

export const signInSchema = z.object({ email: z.email().max(200), password: z.string().min(1).max(200) });
export type SignIn = z.infer<typeof signInSchema>;

export const sessionViewSchema = z.object({
  email: z.string(),
  role: z.enum(['admin']),
  expiresAt: z.iso.datetime(),
});
export type SessionView = z.infer<typeof sessionViewSchema>;
