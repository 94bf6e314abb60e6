// Departments that need help, named only when the numbers leave no doubt: count, interval and target are drawn.
import type { CSSProperties } from 'react';
import { useBoard, useBoardState } from '../../state/boardHooks.js';
import { anyJudgedEnough, leastJudged, needsSupport, type SupportCase } from '../../state/needsSupport.js';
import { useWords } from '../../words/useWords.js';
import { departmentName } from '../shared/departmentName.js';

const mostCases = 3;

export function SupportList() {
  const { t } = useWords();
  const { settings } = useBoard();
  const departments = useBoardState((state) => state.metrics?.departments ?? null);
  const cases = settings && departments ? needsSupport(departments, settings.targets) : [];
  const shown = cases.slice(0, mostCases);
  // One scale for all of them, from a round number below the lowest interval.
  const low = Math.min(0.5, ...shown.map(({ lo }) => Math.floor(lo * 10) / 10));
  return (
    <section className="support">
      <h2>
        {t('day.support')} <small>{t('day.supportNote', { n: leastJudged })}</small>
      </h2>
      {shown.length === 0 ? (
        <div className="support-none">
          {departments ? (
            <>
              <p>{t(anyJudgedEnough(departments) ? 'day.supportNone' : 'day.supportTooFew', { n: leastJudged })}</p>
              <p className="note">{t('day.supportNoneWhy')}</p>
            </>
          ) : null}
        </div>
      ) : (
        <>
          <ul>
            {shown.map((item) => (
              <SupportRow key={`${item.departmentId} ${item.clause}`} item={item} low={low} />
            ))}
          </ul>
          <p className="note">
            {t('day.supportLegend')}
            {cases.length > shown.length ? ` · ${t('day.supportMore', { n: cases.length - shown.length })}` : null}
          </p>
        </>
      )}
    </section>
  );
}

function SupportRow({ item, low }: { item: SupportCase; low: number }) {
  const { t, format, language } = useWords();
  const { settings } = useBoard();
  const place = (share: number) => (share - low) / (1 - low);
  const places = {
    '--lo': place(item.lo),
    '--hi': place(item.hi),
    '--rate': place(item.pass / item.judged),
    '--target': place(item.target),
  } as CSSProperties;
  const label = t('day.supportPicture', {
    percent: format.percent(item.pass / item.judged),
    lo: format.percent(item.lo),
    hi: format.percent(item.hi),
    target: format.percentShort(item.target),
  });
  return (
    <li className="support-row" data-testid="support-row" data-department={item.departmentId}>
      <b className="support-name">
        <span className="support-place">
          {departmentName(settings, item.departmentId, language) ?? t('rows.unknownDepartment')}
        </span>
        <span className="support-clause">{t(`clause.${item.clause}`)}</span>
      </b>
      <b>{t('day.ofTotal', { total: format.count(item.judged), n: format.count(item.pass) })}</b>
      <div className="interval" style={places} role="img" aria-label={label}>
        <i className="interval-band" />
        <i className="interval-dot" />
        <i className="interval-target" />
      </div>
    </li>
  );
}
