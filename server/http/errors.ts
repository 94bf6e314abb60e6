// The catalogue of refusals: one status and one plain sentence per stable code (server/contract/errorView.ts).
import type { ErrorCode, ErrorView } from '../contract/errorView.js';

const catalogue: Readonly<Record<ErrorCode, { status: number; message: string }>> = {
  ACCOUNT_FOREIGN: { status: 403, message: 'This webhook belongs to another account.' },
  BAD_REQUEST: { status: 400, message: 'The request is not understood.' },
  BODY_TOO_LARGE: { status: 413, message: 'The body of the request is too large.' },
  CALL_BEING_MOVED: { status: 409, message: 'The call is being transferred already.' },
  CALL_NOT_FOUND: { status: 404, message: 'There is no such call.' },
  CALL_OVER: { status: 409, message: 'The call is over.' },
  CODE_REQUIRED: { status: 401, message: 'A code of the second factor is needed as well.' },
  CODE_WRONG: { status: 403, message: 'The code is wrong or has been used already.' },
  CONFLICT: { status: 409, message: 'Somebody else has changed this in the meantime; look again.' },
  CURSOR_INVALID: { status: 400, message: 'The cursor does not belong to this listing; start again without it.' },
  DEPARTMENT_NOT_FOUND: { status: 404, message: 'There is no such department.' },
  EMAIL_TAKEN: { status: 409, message: 'There is an account with this e-mail address already.' },
  FORBIDDEN: { status: 403, message: 'Your account may not do this.' },
  FORM_MALFORMED: { status: 400, message: 'The form is malformed.' },
  HEADERS_TOO_LARGE: { status: 431, message: 'The head of the request is too large.' },
  INTERNAL: { status: 500, message: 'Something went wrong here; it has been logged.' },
  LAST_ADMIN: { status: 409, message: 'The last active administrator must remain one.' },
  LINK_NOT_FOUND: { status: 404, message: 'There is no such link.' },
  METHOD_NOT_ALLOWED: { status: 405, message: 'This address does not take that method.' },
  NOT_FOUND: { status: 404, message: 'There is nothing at this address.' },
  NO_DESK_CONNECTED: { status: 409, message: 'No desk is connected with the citizen.' },
  OFFICIAL_NOT_FOUND: { status: 404, message: 'There is no such official.' },
  ORIGIN_REFUSED: { status: 403, message: 'This page may not talk to this server.' },
  PASSWORD_WRONG: { status: 403, message: 'The password is wrong.' },
  PERSON_NOT_FOUND: { status: 404, message: 'There is no such person.' },
  SESSION_NOT_FOUND: { status: 404, message: 'There is no such session.' },
  REVIEW_OUTDATED: { status: 409, message: 'This month has changed since it was shown; look at it again.' },
  REQUEST_TIMEOUT: { status: 408, message: 'The request took too long to arrive.' },
  SIGNATURE_MISSING: { status: 400, message: 'The signature is missing.' },
  SIGNATURE_WRONG: { status: 403, message: 'The signature does not match.' },
  SIGN_IN_FAILED: { status: 401, message: 'The e-mail address or the password is wrong.' },
  SIGN_IN_LOCKED: {
    status: 429,
    message: 'Too many wrong passwords: wait 15 minutes, use a recovery code, or ask an administrator.',
  },
  SIGN_IN_REQUIRED: { status: 401, message: 'Sign in first.' },
  STORAGE_UNAVAILABLE: { status: 503, message: 'The database does not answer; try again soon.' },
  TARGET_UNKNOWN: { status: 404, message: 'Nobody has that number, or it is not one person.' },
  TOO_MANY_REQUESTS: { status: 429, message: 'Too many requests; wait a little.' },
  TYPE_UNSUPPORTED: { status: 415, message: 'This content type is not accepted here.' },
};

export function statusOf(code: ErrorCode): number {
  return catalogue[code].status;
}

/** An expected refusal: it is answered as it stands and not logged as a fault. */
export class AppError extends Error {
  override name = 'AppError';
  constructor(
    readonly code: ErrorCode,
    message: string = catalogue[code].message,
  ) {
    super(message);
  }

  get view(): ErrorView {
    return { error: { code: this.code, message: this.message } };
  }
}
