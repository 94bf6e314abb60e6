// A clock that counts from a moment: "11초" below a minute, "3:18" beyond. It alone is drawn again each second.
import { useTick } from '../../state/boardHooks.js';
import { minutesSeconds } from '../../words/format.js';
import { useWords } from '../../words/useWords.js';

export function useElapsed(since: number | null): { seconds: number; text: string } {
  const { t } = useWords();
  const seconds = useTick(({ board }) => (since === null ? 0 : Math.max(0, Math.floor((board - since) / 1000))));
  return { seconds, text: seconds < 60 ? t('time.seconds', { n: seconds }) : minutesSeconds(seconds) };
}

export function Elapsed({ since }: { since: number }) {
  const { seconds, text } = useElapsed(since);
  return <span data-value={seconds}>{text}</span>;
}
