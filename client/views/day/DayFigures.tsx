// The five figures of the day, each with what it is of; a rate without a denominator is a dash, never 0 %.
import type { DayView } from '../../../server/contract/metricsView.js';
import { useWords } from '../../words/useWords.js';
import { Figure } from '../shared/Figure.js';

export function DayFigures({ day }: { day: DayView | null }) {
  const { t, format } = useWords();
  const none = t('none');
  const rate = (value: number | null | undefined) => {
    const text = value === null || value === undefined ? null : format.percent(value);
    return { text: text ?? none, value: text ?? '—', ...(text === null ? {} : { unit: t('unit.percent') }) };
  };
  const wait = day?.averageWaitSeconds ?? null;
  const longest = day?.longestWaitSeconds ?? null;
  return (
    <section className="day-figures">
      <Figure
        id="offered"
        label={t('day.offered')}
        text={day ? format.count(day.offered) : none}
        value={day?.offered ?? '—'}
        {...(day ? { unit: t('unit.calls') } : {})}
      >
        <p className="figure-note">
          {day ? t('day.abandoned', { n: format.count(day.dispositions.abandoned) }) : '\u00a0'}
        </p>
      </Figure>
      <Figure id="answer-rate" label={t('day.answerRate')} {...rate(day?.answerRate)}>
        <p className="figure-note" data-testid="answered" data-value={day?.answered ?? '—'}>
          {day && day.offered > 0
            ? t('day.ofTotal', { total: format.count(day.offered), n: format.count(day.answered) })
            : '\u00a0'}
        </p>
      </Figure>
      <Figure
        id="average-wait"
        label={t('day.averageWait')}
        text={wait === null ? none : format.seconds(wait)}
        value={wait === null ? '—' : format.seconds(wait)}
        {...(wait === null ? {} : { unit: t('unit.seconds') })}
      >
        <p className="figure-note">
          {longest === null
            ? '\u00a0'
            : t('day.longestWait', { time: t('time.seconds', { n: format.count(Math.round(longest)) }) })}
        </p>
      </Figure>
      <Figure id="first-contact" label={t('day.firstContact')} {...rate(day?.firstContact.rate)}>
        <p className="figure-note">
          {day && day.firstContact.answered > 0
            ? t('day.ofTotal', {
                total: format.count(day.firstContact.answered),
                n: format.count(day.firstContact.count),
              })
            : '\u00a0'}
        </p>
      </Figure>
      <Figure id="all-three" label={t('day.allThree')} {...rate(day?.allThree.rate)}>
        <p className="figure-note">{day ? <AllThreeNote allThree={day.allThree} /> : '\u00a0'}</p>
      </Figure>
    </section>
  );
}

/** Without a call judged on all three, the range that is still possible says more than a dash alone. */
function AllThreeNote({ allThree }: { allThree: DayView['allThree'] }) {
  const { t, format } = useWords();
  const { judged, pass, range } = allThree;
  if (judged > 0) return t('day.ofTotal', { total: format.count(judged), n: format.count(pass) });
  if (range === null) return t('day.noneJudged');
  return t('day.allThreeRange', { lo: format.percent(range.lo), hi: format.percent(range.hi) });
}
