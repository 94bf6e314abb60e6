// Every refusal a program can meet: a stable code and one plain sentence.
import { z } from 'zod';

export const errorCodes = [
  'BAD_REQUEST',
  'BODY_TOO_LARGE',
  'CALL_NOT_FOUND',
  'CODE_REQUIRED',
  'CODE_WRONG',
  'CONFLICT',
  'CURSOR_INVALID',
  'DEPARTMENT_NOT_FOUND',
  'EMAIL_TAKEN',
  'FORBIDDEN',
  'FORM_MALFORMED',
  'HEADERS_TOO_LARGE',
  'INTERNAL',
  'METHOD_NOT_ALLOWED',
  'LAST_ADMIN',
  'LINK_NOT_FOUND',
  'NOT_FOUND',
  'OFFICIAL_NOT_FOUND',
  'ORIGIN_REFUSED',
  'PASSWORD_WRONG',
  'PERSON_NOT_FOUND',
  'SESSION_NOT_FOUND',
  'REVIEW_OUTDATED',
  'REQUEST_TIMEOUT',
  'SIGNATURE_MISSING',
  'SIGNATURE_WRONG',
  'ACCOUNT_FOREIGN',
  'SIGN_IN_FAILED',
  'SIGN_IN_LOCKED',
  'SIGN_IN_REQUIRED',
  'STORAGE_UNAVAILABLE',
  'TOO_MANY_REQUESTS',
  'TYPE_UNSUPPORTED',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

export const errorViewSchema = z.object({ error: z.object({ code: z.enum(errorCodes), message: z.string() }) });
export type ErrorView = z.infer<typeof errorViewSchema>;
