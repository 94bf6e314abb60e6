// The demo city as the file that its administrators would import: 801 numbers, 807 people, every column.
import { buildDemoCity } from '../../../scripts/demo/demoCity.js';
import type { LunchRule, Span, Week } from '../../../server/contract/directory.js';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const columns = [
  ...['number', 'dial', 'department_id', 'department_ko', 'department_en', 'bureau', 'bureau_en', 'department_hours'],
  ...['department_lunch', 'official_id', 'title', 'team', 'grade', 'role', 'duty', 'extension', 'pickup_group'],
  ...['deputies', 'lunch', 'lunch_duty', 'call_centre'],
];

const spanText = (span: Span | null | undefined) => (span ? `${span.from}-${span.to}` : '');
const weekText = (week: Week | null | undefined) =>
  (week ?? []).map((span, place) => `${days[place]} ${spanText(span) || 'off'}`).join('; ');
const lunchText = (lunch: LunchRule | null | undefined) =>
  lunch ? `${lunch.rule} ${lunch.rule === 'none' ? '' : spanText(lunch.span)}`.trim() : '';
const yes = (value: boolean | undefined) => (value ? 'yes' : 'no');

/** @param mark is in every department's name and every official's duty: a mixture of two files shows. */
export function cityFile(mark = ''): Uint8Array {
  const { departments, officials, lines } = buildDemoCity().content;
  const department = new Map(departments.map((one) => [one.id, one]));
  const official = new Map(officials.map((one) => [one.id, one]));
  const rows = lines.flatMap((line) =>
    line.targets.map(({ address, officialId }) => {
      const place = department.get(line.departmentId);
      const person = official.get(officialId ?? '');
      if (!place || !person) throw new Error('The demo city has a line without its people.');
      return [
        ...[line.number, address, place.id, place.name.ko, `${place.name.en}${mark}`, place.bureau, place.bureauEn],
        ...[
          weekText(place.hours),
          lunchText(place.lunch),
          person.id,
          person.title,
          person.team,
          person.grade,
          person.role,
        ],
        ...[`${person.duty}${mark}`, person.extension, person.pickupGroup, person.deputies?.join(' ')],
        ...[spanText(person.lunch), yes(person.lunchDuty), yes(line.isCallCentre)],
      ].map((cell) => `"${cell ?? ''}"`);
    }),
  );
  return new TextEncoder().encode([columns, ...rows].map((cells) => cells.join(',')).join('\r\n'));
}
