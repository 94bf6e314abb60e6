// Sign-in: POST, GET and DELETE /api/session, and the way in by the city's own sign-in (single sign-on).
import { z } from 'zod';
import { abilities, roleSchema } from './roles.js';

export const signInSchema = z.strictObject({
  email: z.email().max(200),
  password: z.string().min(1).max(200),
  /** Six digits of the second factor, or a recovery code; asked for by CODE_REQUIRED. */
  code: z.string().trim().min(6).max(40).optional(),
});
export type SignIn = z.infer<typeof signInSchema>;

export const sessionViewSchema = z.object({
  /** Of a television: the name of its link. */
  email: z.string(),
  role: roleSchema,
  /** Departments of a supervisor or a television; null for the whole city. */
  departmentIds: z.array(z.string()).nullable(),
  /** What this person may do somewhere: which screens to offer. */
  abilities: z.array(z.enum(abilities)),
  /** The password was made by somebody else: until it is changed, this session can do nothing but that. */
  mustChangePassword: z.boolean(),
  /** null for a television, which stays until it is revoked. */
  expiresAt: z.iso.datetime().nullable(),
});
export type SessionView = z.infer<typeof sessionViewSchema>;

/** GET /api/session/options, for whoever is not signed in yet. `GET /api/session/sso` in the address bar begins. */
export const signInOptionsSchema = z.object({ sso: z.object({ name: z.string() }).nullable() });
export type SignInOptions = z.infer<typeof signInOptionsSchema>;

/** Single sign-on that did not succeed leads to `/?sso=<one of these>`: a line on the sign-in page. */
export const ssoProblems = ['failed', 'no-account', 'unavailable'] as const;
export type SsoProblem = (typeof ssoProblems)[number];

/** An open session, for its owner and for admins. */
export const sessionRowViewSchema = z.object({
  id: z.string(),
  account: z.string(),
  role: roleSchema,
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** Network address. */
  place: z.string(),
  /** Browser and system in a few words, for example `Chrome, Windows`; empty when it does not say. */
  browser: z.string(),
  /** The session that asks. */
  isOwn: z.boolean(),
});
export type SessionRowView = z.infer<typeof sessionRowViewSchema>;

/** GET /api/sessions?person&cursor&limit, newest first. DELETE /api/sessions/:id answers 204. */
export const sessionListSchema = z.strictObject({
  /** A person's id. */
  person: z.string().min(1).max(100).optional(),
  cursor: z.string().min(1).max(3_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const sessionPageViewSchema = z.object({
  items: z.array(sessionRowViewSchema),
  nextCursor: z.string().nullable(),
});
export type SessionPageView = z.infer<typeof sessionPageViewSchema>;
