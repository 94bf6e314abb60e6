// The status line at the foot of the desk: what has just been done, once, for eyes and screen readers.
import { useCallback, useEffect, useState } from 'react';

/** Long enough to read the longest of our sentences twice. */
const shownMs = 8_000;

export interface SaidState {
  /** The number makes the same words said twice two sayings. */
  said: { text: string; n: number } | null;
  say: (text: string) => void;
}

export function useSaid(): SaidState {
  const [said, setSaid] = useState<SaidState['said']>(null);
  const say = useCallback((text: string) => setSaid((before) => ({ text, n: (before?.n ?? 0) + 1 })), []);
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(null), shownMs);
    return () => clearTimeout(timer);
  }, [said]);
  return { said, say };
}

export function Said({ said }: Pick<SaidState, 'said'>) {
  return (
    <div className="said" role="status" data-testid="said">
      {said ? <p key={said.n}>{said.text}</p> : null}
    </div>
  );
}
