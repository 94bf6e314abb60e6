// The way back to the server's word about the session, for whatever is turned away, inside and outside of the desk.
import { createContext, useContext } from 'react';

export interface SessionContextValue {
  /** Asks again who is signed in: the session may have ended, or may do more or less than before. */
  ask: () => Promise<void>;
}

export const SessionContext = createContext<SessionContextValue | null>(null);

export function useSessionContext(): SessionContextValue {
  const context = useContext(SessionContext);
  if (!context) throw new Error('Something that asks the server was rendered outside of the application.');
  return context;
}
