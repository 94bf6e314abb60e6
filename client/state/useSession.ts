// Who is signed in, as the server says it; asked at the start and whenever it turns a request away.
import { useCallback, useEffect, useState } from 'react';
import type { SessionView } from '../../server/contract/session.js';
import { readSession, signOut } from '../api/session.js';

export interface SessionState {
  session: SessionView | 'asking' | 'unreachable' | 'out';
  /** Asks again: the session may have ended, or may do more or less than before. */
  ask: () => Promise<void>;
  signedIn: (session: SessionView) => void;
  leave: () => Promise<void>;
}

const retryMs = 3_000;

export function useSession(): SessionState {
  const [session, setSession] = useState<SessionState['session']>('asking');
  const ask = useCallback(async () => {
    const answer = await readSession();
    if (answer.ok) return setSession(answer.body);
    if (answer.status === 401) return setSession('out');
    // A screen that is already up keeps standing while its server restarts.
    setSession((before) => (typeof before === 'object' ? before : 'unreachable'));
  }, []);
  useEffect(() => void ask(), [ask]);
  useEffect(() => {
    if (session !== 'unreachable') return;
    const timer = setInterval(() => void ask(), retryMs);
    return () => clearInterval(timer);
  }, [session, ask]);
  const leave = useCallback(async () => {
    const answer = await signOut();
    if (answer.ok || answer.status === 401) setSession('out');
  }, []);
  return { session, ask, signedIn: setSession, leave };
}
