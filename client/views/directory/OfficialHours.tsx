// When an official is at the telephone: own hours or the department's, and over lunch.
import type { OfficialView } from '../../../server/contract/directory.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { useDirectoryWords } from './useDirectoryWords.js';

export function OfficialHours({ official }: { official: OfficialView }) {
  const { t } = useDeskWords();
  const words = useDirectoryWords();
  const { hours, lunch, lunchDuty } = official;
  return (
    <span>
      {hours ? words.week(hours) : <span className="quiet">{t('directory.official.hoursDepartment')}</span>}
      {lunch ? <span className="second">{t('directory.official.lunchAt', lunch)}</span> : null}
      {lunchDuty ? <span className="second">{t('directory.official.lunchDuty')}</span> : null}
    </span>
  );
}
