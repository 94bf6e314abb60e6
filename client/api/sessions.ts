// Everybody's open sessions.
import type { SessionPageView } from '../../server/contract/session.js';
import { type Answer, request, withQuery } from './request.js';

/** @param person a person's id; null for everybody. */
export function readSessions(person: string | null, cursor: string | null): Promise<Answer<SessionPageView>> {
  return request('GET', withQuery('/api/sessions', { person, cursor }));
}

export function endSession(id: string): Promise<Answer<null>> {
  return request('DELETE', `/api/sessions/${encodeURIComponent(id)}`);
}
