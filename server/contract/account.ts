// One's own account: /api/account, its password, second factor and sessions.
import { z } from 'zod';
import { roleSchema } from './roles.js';
import { sessionRowViewSchema } from './session.js';

/** Long rather than intricate: what people must decorate they write down. */
export const newPasswordSchema = z.string().min(10).max(200);

export const accountViewSchema = z.object({
  email: z.string(),
  role: roleSchema,
  departmentIds: z.array(z.string()).nullable(),
  officialId: z.string().nullable(),
  hasTotp: z.boolean(),
  /** How many recovery codes are left. */
  recoveryCodesLeft: z.number().int(),
  /** False while the password is one that somebody else made. */
  hasOwnPassword: z.boolean(),
  createdAt: z.iso.datetime(),
  /** The one of this session. */
  lastSignInAt: z.iso.datetime().nullable(),
  /** Newest first. */
  sessions: z.array(sessionRowViewSchema),
});
export type AccountView = z.infer<typeof accountViewSchema>;

/** PUT /api/account/password: 204, a new cookie for this browser, and every other session ended. PASSWORD_WRONG if not. */
export const passwordChangeSchema = z
  .strictObject({ current: z.string().min(1).max(200), next: newPasswordSchema })
  .refine(({ current, next }) => current !== next, { path: ['next'] });
export type PasswordChange = z.infer<typeof passwordChangeSchema>;

/** POST /api/account/totp: a secret that counts only once a code of it has come back; CONFLICT while one is in force. */
export const totpOfferViewSchema = z.object({
  /** Base32, for typing in. */
  secret: z.string(),
  /** `otpauth://`, for a QR code. */
  uri: z.string(),
});
export type TotpOfferView = z.infer<typeof totpOfferViewSchema>;

/** PUT /api/account/totp switches it on; CODE_WRONG if the code is not of the secret offered last. */
export const totpConfirmSchema = z.strictObject({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/),
});
export type TotpConfirm = z.infer<typeof totpConfirmSchema>;

/** Shown this once; each works once, in place of a code, also while the account is locked. */
export const recoveryCodesViewSchema = z.object({ recoveryCodes: z.array(z.string()) });
export type RecoveryCodesView = z.infer<typeof recoveryCodesViewSchema>;

/** POST /api/account/totp/remove: 204, or PASSWORD_WRONG. */
export const totpRemoveSchema = z.strictObject({ password: z.string().min(1).max(200) });
export type TotpRemove = z.infer<typeof totpRemoveSchema>;

// DELETE /api/account/sessions/:id ends one of one's own sessions; DELETE /api/account/sessions all but this one: 204.
