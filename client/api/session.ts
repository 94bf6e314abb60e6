// Sign in, sign out, and ask who is signed in.
import type { SessionView, SignIn, SignInOptions } from '../../server/contract/session.js';
import { type Answer, request } from './request.js';

export function readSession(): Promise<Answer<SessionView>> {
  return request('GET', '/api/session');
}

export function readSignInOptions(): Promise<Answer<SignInOptions>> {
  return request('GET', '/api/session/options');
}

/** Not asked but gone to: it leads to the city's own sign-in and back. */
export const ssoPath = '/api/session/sso';

export function signIn(credentials: SignIn): Promise<Answer<SessionView>> {
  return request('POST', '/api/session', credentials);
}

export function signOut(): Promise<Answer<null>> {
  return request('DELETE', '/api/session');
}
