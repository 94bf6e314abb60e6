// The wallboard: on a wide screen one page at a time, turning; in one column both pages, one below the other.
import { useMemo } from 'react';
import type { BoardOptions } from '../../options/boardOptions.js';
import { useLanguage } from '../../options/useLanguage.js';
import { useMedia, wideScreen } from '../../options/useMedia.js';
import type { ThemeChoice } from '../../options/useTheme.js';
import { BoardContext, useTick } from '../../state/boardHooks.js';
import { DayPage } from '../day/DayPage.js';
import { mostRows } from '../now/CallRows.js';
import { NowPage } from '../now/NowPage.js';
import { useCallsInNeed } from '../now/useCallsInNeed.js';
import { Patterns } from '../shared/Patterns.js';
import { BoardControls } from './BoardControls.js';
import { BoardFooter } from './BoardFooter.js';
import { BoardHeader } from './BoardHeader.js';
import { useBoardKeys } from './useBoardKeys.js';
import { useBoardSource } from './useBoardSource.js';
import { useIdle } from './useIdle.js';
import { useTurning } from './useTurning.js';

interface WallboardProps {
  options: BoardOptions;
  theme: ThemeChoice;
  /** Undefined for a television, which has no desk. */
  deskPath: string | undefined;
  onRefused: () => void;
  onSignOut: () => void;
}

export function Wallboard({ options, theme, deskPath, onRefused, onSignOut }: WallboardProps) {
  const { store, settings, department, hasNoDepartment } = useBoardSource(options.department, onRefused);
  const board = useMemo(
    () => ({ store, settings, department, hasNoDepartment }),
    [store, settings, department, hasNoDepartment],
  );
  return (
    <BoardContext value={board}>
      <BoardScreen options={options} theme={theme} deskPath={deskPath} onSignOut={onSignOut} />
    </BoardContext>
  );
}

function BoardScreen({ options, theme, deskPath, onSignOut }: Omit<WallboardProps, 'onRefused'>) {
  const isWide = useMedia(wideScreen);
  const language = useLanguage();
  const turning = useTurning(options.page);
  const isIdle = useIdle();
  const needs = useCallsInNeed();
  const connection = useTick((time) => time.connection);
  useBoardKeys({ next: turning.next, language: language.toggle, theme: theme.toggle });
  const isPaged = isWide || options.page !== undefined;
  const page = isPaged ? turning.page : 'now';
  return (
    <main
      className={isIdle ? 'board idle' : 'board'}
      data-connection={connection}
      data-idle={isIdle}
      data-testid="board"
    >
      <Patterns />
      <BoardHeader page={page} />
      {page === 'now' ? <NowPage needs={needs} showsRest={!isWide} /> : null}
      {page === 'day' || !isPaged ? <DayPage /> : null}
      <BoardFooter page={page} more={isWide ? needs.length - mostRows : 0} isPaged={isPaged} />
      <BoardControls
        language={language}
        theme={theme}
        turning={isPaged ? turning : null}
        deskPath={deskPath}
        onSignOut={onSignOut}
      />
    </main>
  );
}
