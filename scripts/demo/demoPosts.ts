// What Hanbit's officials do, when they are there, and who stands in: the same few rules for every team.
import type { LunchRule, Span, Week } from '../../server/contract/directory.js';
import type { OfficialEntry } from '../../server/directory/directoryEntries.js';
import type { Division } from './divisions.js';

const tasks = ['총괄', '상담·안내', '접수·처리', '현장 확인', '통계·서무'] as const;

const day: Span = { from: '09:00', to: '18:00' };
const lateDay: Span = { from: '09:00', to: '20:00' };
const centreDay: Span = { from: '08:30', to: '18:30' };
/** Passports are handed out until eight on Tuesdays. */
const lateTuesdays: Week = [day, lateDay, day, day, day, null, null];
const centreWeek: Week = [centreDay, centreDay, centreDay, centreDay, centreDay, null, null];
const lunchShifts: readonly [Span, Span] = [
  { from: '11:30', to: '12:30' },
  { from: '12:30', to: '13:30' },
];

export function hoursOf(divisionId: string): Week | null {
  if (divisionId === 'call-centre') return centreWeek;
  return divisionId === 'civil-affairs' ? lateTuesdays : null;
}

/** Busy divisions, community centres and the call centre eat in shifts. */
function eatsInShifts({ id, heavy }: Pick<Division, 'id' | 'heavy'>): boolean {
  return heavy === true || id === 'civil-affairs' || id === 'call-centre' || id.startsWith('centre-');
}

export function lunchOf(division: Pick<Division, 'id' | 'heavy'>): LunchRule {
  if (eatsInShifts(division)) return { rule: 'shifts', span: { from: '11:30', to: '13:30' } };
  return { rule: 'together', span: { from: '12:00', to: '13:00' } };
}

export const dutyOf = (team: string, place: number) =>
  `${team.replace(/팀$/, '')} ${tasks[place % tasks.length] ?? ''}`.trim();

/** @param team ids of everybody at the same desks, in order: the next two stand in. */
export function ownRules(
  division: Pick<Division, 'id' | 'heavy'>,
  team: readonly string[],
  place: number,
): Required<Pick<OfficialEntry, 'deputies' | 'lunch' | 'lunchDuty'>> {
  const inShifts = eatsInShifts(division);
  const standIns = [1, 2].flatMap((step) => team[(place + step) % team.length] ?? []);
  return {
    deputies: standIns,
    lunch: inShifts ? lunchShifts[place % 2 === 0 ? 0 : 1] : null,
    // One of each team stays at the telephone while the others eat.
    lunchDuty: !inShifts && place === team.length - 1,
  };
}
