// The session cookie: read from any request or socket handshake, written only where somebody comes in or leaves.
import type { Response } from 'express';
import { tokenPattern } from './tokens.js';

export const cookieName = 'samsamsam';

/** As long as browsers keep any cookie; a television is let in again each time that its page is loaded. */
const longestMs = 400 * 24 * 3_600_000;

/** The first cookie of that name whose value looks right. @param header the Cookie header as received. */
export function readCookie(header: string | undefined, wanted: string, looks: RegExp): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === wanted && value && looks.test(value)) return value;
  }
  return undefined;
}

export const readSessionCookie = (header: string | undefined) => readCookie(header, cookieName, tokenPattern);

const attributes = (secure: boolean) => ({ httpOnly: true, sameSite: 'lax', path: '/', secure }) as const;

/**
 * @param lifeMs null for a television, which stays.
 * @param secure whether the request came by https.
 */
export function setSessionCookie(response: Response, token: string, lifeMs: number | null, secure: boolean): void {
  response.cookie(cookieName, token, { ...attributes(secure), maxAge: lifeMs ?? longestMs });
}

export function clearSessionCookie(response: Response, secure: boolean): void {
  response.clearCookie(cookieName, attributes(secure));
}
