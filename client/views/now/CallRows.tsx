// The few calls that need someone; at most four, because a wall that lists thirty is not read.
import type { CallInNeed } from '../../state/attention.js';
import { useBoard, useBoardState, useTick } from '../../state/boardHooks.js';
import { useWords } from '../../words/useWords.js';
import { CallRow } from './CallRow.js';

export const mostRows = 4;

/** `showsRest`: says below how many more there are; the television says it in its footer. */
export function CallRows({ needs, showsRest }: { needs: CallInNeed[]; showsRest: boolean }) {
  const { t } = useWords();
  return (
    <section className="calls">
      <h2 className="unseen">{t('rows.heading')}</h2>
      {needs.length === 0 ? (
        <NoRows />
      ) : (
        <ul className="call-rows">
          {needs.slice(0, mostRows).map((item) => (
            <CallRow key={item.call.sid} {...item} />
          ))}
        </ul>
      )}
      {showsRest && needs.length > mostRows ? (
        <p className="calls-rest" data-testid="more">
          {t('rows.more', { n: needs.length - mostRows })}
        </p>
      ) : null}
    </section>
  );
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function NoRows() {
  const { t, format } = useWords();
  const { settings } = useBoard();
  const isKnown = useBoardState((state) => state.metrics !== null);
  const isEmptyDay = useBoardState((state) => state.calls.size === 0 && (state.metrics?.day.offered ?? 0) === 0);
  const opens = settings?.openingHours.from ?? null;
  const isBeforeOpening = useTick(({ wall }) => opens !== null && format.hour(wall) * 60 < minutesOf(opens));
  if (!isKnown || !settings) return null;
  return (
    <p className="call-none" data-testid="no-rows">
      {isEmptyDay ? t('rows.noCallsYet') : t('rows.nobody')}
      {isEmptyDay && isBeforeOpening && opens !== null ? ` ${t('rows.opensAt', { time: opens })}` : null}
    </p>
  );
}
