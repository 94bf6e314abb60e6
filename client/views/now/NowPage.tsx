// The wall: what needs someone this second, the day's three rings, and the calls behind it.
import type { CallInNeed } from '../../state/attention.js';
import { useBoardState } from '../../state/boardHooks.js';
import { useWords } from '../../words/useWords.js';
import { CallRows } from './CallRows.js';
import { ClauseRing } from './ClauseRing.js';
import { UrgentBand } from './UrgentBand.js';

export function NowPage({ needs, showsRest }: { needs: CallInNeed[]; showsRest: boolean }) {
  const { t } = useWords();
  const day = useBoardState((state) => state.metrics?.day ?? null);
  return (
    <div className="page page-now">
      <UrgentBand needs={needs} />
      <section className="clauses" aria-label={t('rings.heading')}>
        <ClauseRing
          clause="ring"
          figures={day?.ring ?? null}
          {...(day ? { beforeThirdRing: day.beforeThirdRing } : {})}
        />
        <ClauseRing clause="talk" figures={day?.talk ?? null} />
        <ClauseRing clause="closing" figures={day?.closing ?? null} />
      </section>
      <CallRows needs={needs} showsRest={showsRest} />
    </div>
  );
}
