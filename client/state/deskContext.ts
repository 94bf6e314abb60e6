// What every desk screen may count on: who is signed in, the city's settings, and a line to say what was done.
import { createContext, useContext } from 'react';
import type { BoardSettings } from '../../server/contract/boardSettings.js';
import type { Ability } from '../../server/contract/roles.js';
import type { SessionView } from '../../server/contract/session.js';

export interface DeskContextValue {
  session: SessionView;
  /** null until GET /api/board has answered, and for those who may see no board. */
  settings: BoardSettings | null;
  /** Says once, at the foot of the screen and to screen readers, what has just been done. */
  say: (text: string) => void;
}

export const DeskContext = createContext<DeskContextValue | null>(null);

export function useDesk(): DeskContextValue {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('A desk view was rendered outside of the desk.');
  return desk;
}

/** Whether to offer something at all; the server decides in any case. */
export function useCan(ability: Ability): boolean {
  return useDesk().session.abilities.includes(ability);
}
