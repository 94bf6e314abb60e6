// Hours, lunch and telephones as people say them.
import type { DepartmentPageView, OfficialView, Week } from '../../../server/contract/directory.js';
import type { directory } from '../../words/ko/directory.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { weekRuns } from './weekRuns.js';

type DayKey = keyof typeof directory.week.day;

export interface DirectoryWords {
  day: (day: number) => string;
  week: (week: Week) => string;
  lunch: (department: DepartmentPageView) => string;
  name: (name: { ko: string; en: string }) => string;
  /** "1급": empty where unknown. */
  grade: (grade: OfficialView['grade']) => string;
}

const dayKeys = ['0', '1', '2', '3', '4', '5', '6'] as const satisfies readonly DayKey[];

export function useDirectoryWords(): DirectoryWords {
  const { t, language } = useDeskWords();
  const day = (index: number) => t(`directory.week.day.${dayKeys[index] ?? '0'}`);
  return {
    day,
    week: (week) => {
      const runs = weekRuns(week);
      if (runs.length === 0) return t('directory.week.none');
      const said = runs.map(({ first, last, span }) => {
        const days = first === last ? day(first) : t('directory.week.days', { first: day(first), last: day(last) });
        return t('directory.week.span', { days, ...span });
      });
      return said.join(', ');
    },
    lunch: ({ lunch, officials }) => {
      if (lunch === null) return t('directory.department.lunchUnknown');
      if (lunch.rule === 'none') return t('directory.department.lunchNone');
      if (lunch.rule === 'shifts') return t('directory.department.lunchShifts', lunch.span);
      const n = officials.filter(({ lunchDuty }) => lunchDuty).length;
      return t('directory.department.lunchTogether', { ...lunch.span, n });
    },
    name: (name) => name[language] || name.ko,
    grade: (grade) => (grade === null ? '' : t('directory.official.gradeText', { n: grade })),
  };
}
