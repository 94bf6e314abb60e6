// The source line: period, time zone, rule and version, and what is not judged or not stored yet; to the right, which page this is.
import type { Page } from '../../options/boardOptions.js';
import { pages } from '../../options/boardOptions.js';
import { useBoard, useBoardState, useTick } from '../../state/boardHooks.js';
import { useWords } from '../../words/useWords.js';

const presets = ['ulsan', 'within-third', 'most'] as const;

interface BoardFooterProps {
  page: Page;
  /** Calls that need someone beyond the rows shown. */
  more: number;
  isPaged: boolean;
}

export function BoardFooter({ page, more, isPaged }: BoardFooterProps) {
  const { t, format } = useWords();
  const { settings } = useBoard();
  const day = useBoardState((state) => state.metrics?.day ?? null);
  const live = useBoardState((state) => (state.metrics ? state.calls.size : null));
  const spooled = useBoardState((state) => state.metrics?.now.spooled ?? 0);
  const clock = useTick(({ board }) => format.clock(board));
  const zone = useTick(({ board }) => format.zone(board));
  const parts: string[] = [];
  if (settings && day) {
    const known = presets.find((preset) => preset === day.preset);
    const name = known ? t(`source.presets.${known}`) : day.preset;
    parts.push(t('source.period', { time: clock, zone }), t('source.preset', { name, version: day.version }));
    const range = day.allThree.range;
    if (page === 'day' && range && day.allThree.judged > 0) {
      const [lo, hi] = [format.percent(range.lo), format.percent(range.hi)];
      parts.push(t('source.allThreeRange', { lo, hi }));
    }
    if ((page === 'now' || !isPaged) && live) parts.push(t('source.pending', { n: format.count(live) }));
  }
  return (
    <footer className="board-footer">
      <p className="source" data-testid="source">
        {parts.map((part) => (
          <span key={part}>{part}</span>
        ))}
        {spooled > 0 ? (
          <span data-testid="spooled" data-value={spooled}>
            {t('source.spooled', { n: format.count(spooled) })}
          </span>
        ) : null}
      </p>
      <p className="page-of">
        {more > 0 && page === 'now' ? <span data-testid="more">{t('rows.more', { n: more })}</span> : null}
        {isPaged ? (
          <span data-testid="page-of" data-value={page}>
            {pages.indexOf(page) + 1} / {pages.length}
          </span>
        ) : null}
      </p>
    </footer>
  );
}
