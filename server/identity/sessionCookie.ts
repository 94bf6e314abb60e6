// The session cookie: read from any request or socket handshake, written only by the session routes.
import type { Response } from 'express';
import { sessionLifeMs } from './sessions.js';

export const cookieName = 'samsamsam';

/** @param header the Cookie header as received. Anything but a token of ours is left alone. */
export function readSessionCookie(header: string | undefined): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === cookieName && value && /^[\w-]{43}$/.test(value)) return value;
  }
  return undefined;
}

const attributes = (secure: boolean) => ({ httpOnly: true, sameSite: 'lax', path: '/', secure }) as const;

/** @param secure whether the request came by https. */
export function setSessionCookie(response: Response, token: string, secure: boolean): void {
  response.cookie(cookieName, token, { ...attributes(secure), maxAge: sessionLifeMs });
}

export function clearSessionCookie(response: Response, secure: boolean): void {
  response.clearCookie(cookieName, attributes(secure));
}
