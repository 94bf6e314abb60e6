// One thing read from the server for as long as a screen shows it.
import { useCallback, useEffect, useState } from 'react';
import type { Answer, Refusal } from '../api/request.js';
import { useAsk } from './useAsk.js';

export interface Loaded<T> {
  /** What was read last; it stays while it is read again. */
  value: T | null;
  refusal: Refusal | null;
  reload: () => void;
  set: (value: T) => void;
}

/** @param load must stay the same function as long as it reads the same thing (useCallback); null reads nothing yet. */
export function useLoaded<T>(load: (() => Promise<Answer<T>>) | null): Loaded<T> {
  const ask = useAsk();
  const [round, setRound] = useState(0);
  const [read, setRead] = useState<{ load: typeof load; value: T | null; refusal: Refusal | null } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round is another reading.
  useEffect(() => {
    if (!load) return;
    let isOver = false;
    void ask(load()).then((answer) => {
      if (isOver) return;
      if (answer.ok) setRead({ load, value: answer.body, refusal: null });
      else setRead((before) => ({ load, value: before?.load === load ? before.value : null, refusal: answer }));
    });
    return () => {
      isOver = true;
    };
  }, [load, ask, round]);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  const set = useCallback((value: T) => setRead({ load, value, refusal: null }), [load]);
  // What belongs to another `load` is not shown as if it were this one's.
  const own = read?.load === load ? read : null;
  return { value: own?.value ?? null, refusal: own?.refusal ?? null, reload, set };
}
