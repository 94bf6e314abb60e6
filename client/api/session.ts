// Sign in, sign out, and ask who is signed in.
import type { SessionView, SignIn } from '../../server/contract/session.js';
import { type Answer, request } from './request.js';

export function readSession(): Promise<Answer<SessionView>> {
  return request('GET', '/api/session');
}

export function signIn(credentials: SignIn): Promise<Answer<SessionView>> {
  return request('POST', '/api/session', credentials);
}

export function signOut(): Promise<Answer<null>> {
  return request('DELETE', '/api/session');
}
