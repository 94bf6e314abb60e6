// One change that somebody asks for: busy while it is on its way, and a refusal to show where it failed.
import { useCallback, useState } from 'react';
import type { Answer, Refusal } from '../api/request.js';
import { useAsk } from './useAsk.js';

export interface Action {
  isBusy: boolean;
  refusal: Refusal | null;
  /** The answer's body, or undefined when it was refused; the refusal is then kept for the screen. */
  run: <T>(asked: () => Promise<Answer<T>>) => Promise<{ body: T } | undefined>;
  clear: () => void;
}

export function useAction(): Action {
  const ask = useAsk();
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const run: Action['run'] = useCallback(
    async (asked) => {
      setBusy(true);
      setRefusal(null);
      const answer = await ask(asked());
      setBusy(false);
      if (answer.ok) return { body: answer.body };
      setRefusal(answer);
      return undefined;
    },
    [ask],
  );
  const clear = useCallback(() => setRefusal(null), []);
  return { isBusy, refusal, run, clear };
}
