// A small city for routing: one official with a team, deputies elsewhere, a passport office, a call centre, and lines that lead astray.
import type { Department, DirectoryContent, Line, Official, Target } from '../../server/directory/directory.js';
import { loadDirectory } from '../../server/directory/loadDirectory.js';
import { workingWeek } from '../../server/directory/presence.js';
import { isKoreanHoliday } from '../../server/routing/holidays.js';
import type { RoutingSettings } from '../../server/routing/planCall.js';

export const cityHours = {
  timeZone: 'Asia/Seoul',
  week: workingWeek({ from: '09:00', to: '18:00' }),
  isHoliday: isKoreanHoliday,
};

export const citySettings: RoutingSettings = {
  closes: 'stated',
  coverMode: 'together',
  queuesCallCentre: true,
  voicemail: false,
  notice: false,
};

export const addressOf = (id: string) => `sip:${id}@desk.hanbit.example`;
export const numbers = {
  own: '+82310002001',
  group: '+82310002100',
  centre: '+82310002000',
  passport: '+82310003000',
  former: '+82310002009',
  circle: '+82310004001',
  vacant: '+82310009999',
  rollover: '+82310005001',
  messages: '+82310006001',
  archive: '+82310007001',
};

const department = (id: string, more: Partial<Department> = {}): Department => ({
  id,
  revision: 1,
  name: { ko: id, en: id },
  bureau: { ko: '국', en: 'Bureau' },
  hours: null,
  lunch: null,
  formerSince: null,
  ...more,
});
const official = (id: string, departmentId: string, more: Partial<Official> = {}): Official => ({
  id,
  revision: 1,
  departmentId,
  team: '',
  title: '주무관',
  grade: null,
  role: 'desk',
  duty: '',
  extension: '',
  address: addressOf(id),
  pickupGroup: '',
  deputies: [],
  hours: null,
  lunch: null,
  lunchDuty: false,
  posts: [{ departmentId, team: '', from: 0, until: null }],
  formerSince: null,
  ...more,
});
const targetOf = (id: string, departmentId: string): Target => ({
  address: addressOf(id),
  kind: 'sip',
  departmentId,
  officialId: id,
});
const line = (number: string, targets: Target[], more: Partial<Line> = {}): Line => ({
  number,
  departmentId: targets[0]?.departmentId ?? 'tax',
  officialId: targets.length === 1 ? (targets[0]?.officialId ?? null) : null,
  targets,
  isCallCentre: false,
  ...more,
});

const lunch = { rule: 'together', span: { from: '12:00', to: '13:00' } } as const;
const eatsFirst = { from: '11:30', to: '12:30' };

/** Everything that is stored of it. */
export function contentWith(tax: Partial<Department> = {}): DirectoryContent {
  const circle = (number: string) => ({
    address: number,
    kind: 'number' as const,
    departmentId: 'tax',
    officialId: null,
  });
  return {
    departments: [
      department('tax', { lunch: { rule: 'shifts', span: { from: '11:30', to: '13:30' } }, ...tax }),
      department('passport', { hours: workingWeek({ from: '09:00', to: '18:00' }), lunch }),
      department('centre'),
      department('roads', { coverMode: 'rollover' }),
      department('parks', { voicemail: true, notice: true }),
      department('archive', { hours: [null, null, null, null, null, null, null] }),
    ],
    officials: [
      official('owner', 'tax', { deputies: ['deputy', 'gone'], lunch: eatsFirst }),
      official('mate', 'tax'),
      official('early', 'tax', { lunch: eatsFirst }),
      official('deputy', 'passport', { pickupGroup: 'elsewhere' }),
      official('gone', 'tax', { formerSince: 1 }),
      official('roads-1', 'roads'),
      official('roads-2', 'roads'),
      official('parks-1', 'parks'),
      official('archive-1', 'archive'),
      official('agent-1', 'centre', { role: 'agent' }),
      official('agent-2', 'centre', { role: 'agent' }),
    ],
    lines: [
      line(numbers.own, [targetOf('owner', 'tax')]),
      line(numbers.group, [targetOf('mate', 'tax'), targetOf('early', 'tax')]),
      line(numbers.centre, [targetOf('agent-1', 'centre'), targetOf('agent-2', 'centre')], { isCallCentre: true }),
      line(numbers.passport, [targetOf('deputy', 'passport')]),
      line(numbers.former, [targetOf('gone', 'tax')]),
      line(numbers.rollover, [targetOf('roads-1', 'roads')]),
      line(numbers.messages, [targetOf('parks-1', 'parks')]),
      line(numbers.archive, [targetOf('archive-1', 'archive')]),
      line(numbers.circle, [circle('+82310004002')]),
      line('+82310004002', [circle(numbers.circle)]),
    ],
  };
}

/** @param tax what the owner's department says of its own */
export async function routedCity(tax: Partial<Department> = {}) {
  const record = { id: 'current', revision: 1, updatedAt: 1, ...contentWith(tax) };
  return await loadDirectory({ get: async () => record }, cityHours);
}
