// The day so far: five figures, the hours, the departments that need help, and at which bell calls were answered.
import { useBoardState } from '../../state/boardHooks.js';
import { BellShares } from './BellShares.js';
import { DayFigures } from './DayFigures.js';
import { HourBars } from './HourBars.js';
import { SupportList } from './SupportList.js';

export function DayPage() {
  const day = useBoardState((state) => state.metrics?.day ?? null);
  return (
    <div className="page page-day">
      <DayFigures day={day} />
      <div className="day-halves">
        <HourBars day={day} />
        <SupportList />
      </div>
      <BellShares day={day} />
    </div>
  );
}
