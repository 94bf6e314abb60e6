// Lets a browser in with a session of its own: the token changes at every sign-in, and nothing is left open behind it.
import type { Identity } from '../../identity/identity.js';
import { readSessionCookie, setSessionCookie } from '../../identity/sessionCookie.js';
import type { Session } from '../../identity/sessions.js';
import type { Input } from '../route.js';

export async function admit(
  identity: Pick<Identity, 'signOut'>,
  { request, response }: Input<unknown, unknown, unknown, unknown>['exchange'],
  token: string,
  { expiresAt, lastSeenAt }: Pick<Session, 'expiresAt' | 'lastSeenAt'>,
): Promise<void> {
  const previous = readSessionCookie(request.headers.cookie);
  if (previous !== undefined) await identity.signOut(previous, request.ip ?? '');
  setSessionCookie(response, token, expiresAt - lastSeenAt, request.secure);
}
