// Fail-closed guard of every /voice/ path: the form is ours to read only when Twilio signed it with one of our tokens.
import type { RequestHandler } from 'express';
import twilio from 'twilio';
import { AppError } from '../http/errors.js';

export interface SignatureSettings {
  accountSid: string;
  /** Primary first; the secondary signs after a promotion in Twilio's console. */
  authTokens: readonly string[];
  /** Scheme, host and optional path prefix as Twilio calls us, without a trailing slash. */
  publicBaseUrl: string;
}

/** Each token is tried whatever the others said, so that the time taken tells nothing about them. */
export function isSigned(
  tokens: readonly string[],
  signature: string,
  url: string,
  form: Record<string, unknown>,
): boolean {
  return tokens
    .map((token) => {
      try {
        return twilio.validateRequest(token, signature, url, form);
      } catch {
        // The library throws on a URL or header that it cannot read.
        return false;
      }
    })
    .some(Boolean);
}

export function verifySignature({ accountSid, authTokens, publicBaseUrl }: SignatureSettings): RequestHandler {
  return (request, _response, next) => {
    const signature = request.get('x-twilio-signature');
    if (!signature) throw new AppError('SIGNATURE_MISSING');
    const form: Record<string, unknown> = { ...request.body };
    if (!isSigned(authTokens, signature, publicBaseUrl + request.originalUrl, form))
      throw new AppError('SIGNATURE_WRONG');
    // The console also offers GET, whose fields would stand in the address and in every proxy's log.
    if (request.method !== 'POST') throw new AppError('NOT_FOUND', 'Webhooks are taken by POST only.');
    if (form['AccountSid'] !== accountSid) throw new AppError('ACCOUNT_FOREIGN');
    next();
  };
}
