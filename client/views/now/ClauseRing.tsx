// One of the three rings with its words: rate and denominator inside, target, not met and doubt beside it.
import type { ClauseFigures, Figures } from '../../../server/contract/metricsView.js';
import type { ClauseName } from '../../../server/contract/result.js';
import { useBoard } from '../../state/boardHooks.js';
import { useWords } from '../../words/useWords.js';
import { RingChart } from './RingChart.js';

interface ClauseRingProps {
  clause: ClauseName;
  figures: ClauseFigures | null;
  /** Stands beside the ring rate only. */
  beforeThirdRing?: Figures['beforeThirdRing'];
}

export function ClauseRing({ clause, figures, beforeThirdRing }: ClauseRingProps) {
  const { t, format } = useWords();
  const target = useBoard().settings?.targets[clause];
  const rate = figures?.rate ?? null;
  const isUnder = rate !== null && target !== undefined && rate < target;
  const picture = figures
    ? t('rings.picture', {
        clause: t(`clause.${clause}`),
        pass: format.count(figures.pass),
        fail: format.count(figures.fail),
        uncertain: format.count(figures.uncertain),
        unmeasured: format.count(figures.unmeasured + figures.withoutEvidence),
      })
    : t(`clause.${clause}`);
  return (
    <section className="clause" aria-labelledby={`clause-${clause}`}>
      <div className="clause-ring">
        <RingChart figures={figures} label={picture} />
        <div className="clause-inside">
          <span
            className={rate === 1 ? 'clause-rate long' : 'clause-rate'}
            data-testid={`${clause}-rate`}
            data-value={rate === null ? '—' : format.percent(rate)}
          >
            {rate === null ? t('none') : format.percent(rate)}
            {rate === null ? null : <small>{t('unit.percent')}</small>}
          </span>
          <span className="clause-judged" data-testid={`${clause}-judged`} data-value={figures?.judged ?? 0}>
            {figures ? <Judged n={figures.judged} /> : '\u00a0'}
          </span>
        </div>
      </div>
      <div className="clause-words">
        <h2 id={`clause-${clause}`}>{t(`clause.${clause}`)}</h2>
        <p className="dotted">
          <span>{t(`rule.${clause}`)}</span>
          {target === undefined ? null : <span>{t('rings.target', { percent: format.percentShort(target) })}</span>}
        </p>
        {figures ? <ClauseDoubt clause={clause} figures={figures} isUnder={isUnder} /> : null}
        {beforeThirdRing && beforeThirdRing.rate !== null ? (
          <p
            className="clause-all"
            data-testid="before-third-ring"
            data-value={format.percent(beforeThirdRing.rate)}
            title={t('rings.beforeThirdLong', {
              offered: format.count(beforeThirdRing.offered),
              n: format.count(beforeThirdRing.count),
            })}
          >
            {t('rings.beforeThird', { percent: format.percent(beforeThirdRing.rate) })}
          </p>
        ) : null}
      </div>
    </section>
  );
}

function Judged({ n }: { n: number }) {
  const { t, format } = useWords();
  return n > 0 ? t('rings.judged', { n: format.count(n) }) : t('rings.noneJudged');
}

function ClauseDoubt({ clause, figures, isUnder }: { clause: ClauseName; figures: ClauseFigures; isUnder: boolean }) {
  const { t, format } = useWords();
  const answered = figures.judged + figures.uncertain + figures.unmeasured + figures.withoutEvidence;
  const cannotTell = figures.judged === 0 && figures.uncertain === 0 && answered > 0 && clause === 'closing';
  return (
    <>
      {cannotTell ? (
        <p className="clause-fail quiet" data-testid={`${clause}-fail`} data-value={0}>
          {t('rings.closingUnmeasurable')}
        </p>
      ) : (
        <p
          className={isUnder ? 'clause-fail under' : 'clause-fail'}
          data-testid={`${clause}-fail`}
          data-value={figures.fail}
        >
          <i className="sign-fail" aria-hidden="true" />
          {t('rings.fail', { n: format.count(figures.fail) })}
        </p>
      )}
      <p className="dotted">
        {figures.withoutEvidence > 0 ? (
          <span>
            {t(clause === 'closing' ? 'rings.callerFirst' : 'rings.withoutEvidence', {
              n: format.count(figures.withoutEvidence),
            })}
          </span>
        ) : null}
        {cannotTell ? null : <span>{t('rings.uncertain', { n: format.count(figures.uncertain) })}</span>}
        <span>{t('rings.unmeasured', { n: format.count(figures.unmeasured) })}</span>
      </p>
    </>
  );
}
