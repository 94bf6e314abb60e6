// The first second of the wall: is anyone not being answered, for how long, where; and how much is going on.
import type { CallInNeed } from '../../state/attention.js';
import { useBoard, useBoardState } from '../../state/boardHooks.js';
import { useWords } from '../../words/useWords.js';
import { departmentName } from '../shared/departmentName.js';
import { Figure } from '../shared/Figure.js';
import { useElapsed } from './Elapsed.js';

export function UrgentBand({ needs }: { needs: CallInNeed[] }) {
  const { t, format } = useWords();
  const { settings } = useBoard();
  const now = useBoardState((state) => state.metrics?.now ?? null);
  const ringing = needs.filter((item) => item.need === 'ring');
  const pastProtection = needs.filter((item) => item.need === 'protection').length;
  const figure = (n: number | undefined) => (n === undefined ? t('none') : format.count(n));
  const count = now ? ringing.length : undefined;
  return (
    <section className={ringing.length > 0 ? 'urgent hot' : 'urgent'}>
      <b className="urgent-count" data-testid="urgent-count" data-value={count ?? '—'}>
        {figure(count)}
      </b>
      <div className="urgent-words">
        <h2 className="urgent-label">{t('now.unanswered')}</h2>
        <UrgentLongest
          oldest={ringing[0]}
          isQuiet={now !== null && now.ringing + now.talking === 0}
          isKnown={now !== null}
        />
      </div>
      <div className="urgent-figures">
        <Figure id="talking-count" label={t('now.talking')} text={figure(now?.talking)} value={now?.talking ?? '—'} />
        <Figure
          id="protection-count"
          label={t('now.pastProtection', { m: Math.round((settings?.rule.protectionSeconds ?? 900) / 60) })}
          text={figure(now ? pastProtection : undefined)}
          value={now ? pastProtection : '—'}
          tone={pastProtection > 0 ? 'amber' : 'plain'}
        />
        <Figure id="ringing-count" label={t('now.ringing')} text={figure(now?.ringing)} value={now?.ringing ?? '—'} />
      </div>
    </section>
  );
}

interface UrgentLongestProps {
  oldest: CallInNeed | undefined;
  isQuiet: boolean;
  isKnown: boolean;
}

function UrgentLongest({ oldest, isQuiet, isKnown }: UrgentLongestProps) {
  const { t, language } = useWords();
  const { settings } = useBoard();
  const { seconds, text } = useElapsed(oldest?.since ?? null);
  if (!isKnown) return <p className="urgent-longest">{'\u00a0'}</p>;
  if (!oldest) {
    return (
      <p className="urgent-longest calm" data-testid="urgent-longest" data-value="">
        {t(isQuiet ? 'now.silent' : 'now.allAnswered')}
      </p>
    );
  }
  const department = departmentName(settings, oldest.call.departmentId, language) ?? t('rows.unknownDepartment');
  return (
    <p className="urgent-longest" data-testid="urgent-longest" data-value={seconds}>
      {t('now.longest', { time: text, department })}
    </p>
  );
}
