// What a stranger may cost us over HTTP. Webhooks bound themselves; sockets are bounded in live/.
import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { ErrorCode } from '../contract/errorView.js';
import { AppError } from './errors.js';
import { refusalOf } from './requestLog.js';

/** Bodies of the API are small forms: the largest today is a sign-in with two fields of 200 characters. */
export const apiBodyLimitBytes = 16 * 1024;

const minute = 60_000;

/** A missing code is none, nor is waiting for a lock to open. */
const guesses: readonly ErrorCode[] = ['SIGN_IN_FAILED', 'CODE_WRONG'];

/**
 * Wrong passwords only, per address (IPv6 by its /56): a whole town hall may share one address, and its people sign in
 * rightly most of the time, all at once in the morning; a guesser gets 80 tries an hour. Addresses are forgotten after
 * each window.
 */
export function limitSignIn(): RequestHandler {
  return rateLimit({
    windowMs: 15 * minute,
    limit: 20,
    // A try counts while it runs. What was refused for another reason than its password is no guess: people who were
    // only told to wait must not lock their town hall out.
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_request, response) => !guesses.some((code) => code === refusalOf(response)),
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // Whether a proxy may be believed is decided by TRUST_PROXY alone.
    validate: { xForwardedForHeader: false },
    handler: (_request, _response, next) => next(new AppError('TOO_MANY_REQUESTS')),
  });
}
