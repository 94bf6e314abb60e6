// Every refusal a program can meet: a stable code and one plain sentence.
import { z } from 'zod';

export const errorCodes = [
  'BAD_REQUEST',
  'BODY_TOO_LARGE',
  'CALL_BEING_MOVED',
  'CALL_NOT_FOUND',
  'CALL_OVER',
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
  'NO_DESK_CONNECTED',
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
  'TARGET_UNKNOWN',
  'TOO_MANY_REQUESTS',
  'TYPE_UNSUPPORTED',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

export const errorViewSchema = z.object({ error: z.object({ code: z.enum(errorCodes), message: z.string() }) });
export type ErrorView = z.infer<typeof errorViewSchema>;
