// All offered calls in one bar, by the bell at which they were answered: letting phones ring out cannot look good here.
import type { CSSProperties } from 'react';
import type { DayView } from '../../../server/contract/metricsView.js';
import { useWords } from '../../words/useWords.js';
import { bellGroups } from './bellGroups.js';

export function BellShares({ day }: { day: DayView | null }) {
  const { t, format } = useWords();
  const before = day?.beforeThirdRing;
  const rate = before?.rate ?? null;
  const groups = day ? bellGroups(day) : [];
  return (
    <section className="bells">
      <h2>
        {t('day.beforeThird')}{' '}
        <b data-testid="before-third-ring-day" data-value={rate === null ? '—' : format.percent(rate)}>
          {rate === null ? t('none') : `${format.percent(rate)}${t('unit.percent')}`}
        </b>{' '}
        <small className="bells-note">
          {t('day.beforeThirdNote')}
          {before && before.offered > 0
            ? ` ${t('day.ofTotal', { total: format.count(before.offered), n: format.count(before.count) })}`
            : null}
        </small>
      </h2>
      <p className="bells-lost" data-testid="late-and-lost" data-value={day?.lateAndLost ?? '—'}>
        {day ? t('day.lateAndLost', { n: format.count(day.lateAndLost) }) : '\u00a0'}
      </p>
      {groups.length > 0 ? (
        <>
          <div className="bells-bar" aria-hidden="true">
            {groups.map(({ group, count }) => (
              <i key={group} className={`bells-${group}`} style={{ '--count': count } as CSSProperties} />
            ))}
          </div>
          <ul className="bells-key">
            {groups.map(({ group, count }) => (
              <li key={group}>
                <i className={`bells-${group}`} aria-hidden="true" />
                {t(`day.bells.${group}`)} {format.count(count)}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}
