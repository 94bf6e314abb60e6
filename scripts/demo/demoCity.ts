// Hanbit's directory: 720 officials of grade 6 or below at desks, 80 people whom surveys leave out, and a call centre.
// Every number lies in a block that no city has (031-000): nothing of it can ever ring a real office.
import type { Official } from '../../server/directory/directory.js';
import type {
  DepartmentEntry,
  DirectoryEntries,
  LineEntry,
  OfficialEntry,
} from '../../server/directory/directoryEntries.js';
import { heavyWeight } from '../simulate/cityModel.js';
import type { CityDesk, CityLines } from '../simulate/drawCallPlan.js';
import { dutyOf, hoursOf, lunchOf, ownRules } from './demoPosts.js';
import { bureausInEnglish, communityCentres, type Division, divisions } from './divisions.js';

const deskHost = 'desk.hanbit.example';
const firstExtension = 2001;
const peoplePerTeam = 5;
const centreNumber = '+82310002000';
const centreExtension = 2991;
const agents = 7;

export const demoCityName = { ko: '한빛시', en: 'Hanbit' };

/** Posts that the survey leaves out (reference, section 7): where they sit and how many there are. */
const excluded = [
  { role: 'head', count: 24, title: '과장', grade: 5, in: divisions.map(({ id }) => id) },
  { role: 'field', count: 25, title: '현장근무', grade: null, in: ['roads', 'construction', 'recycling'] },
  { role: 'driver', count: 15, title: '운전원', grade: null, in: ['accounting'] },
  { role: 'operator', count: 4, title: '교환원', grade: null, in: ['civil-affairs'] },
  { role: 'guard', count: 12, title: '청원경찰', grade: null, in: ['general-affairs'] },
] as const;

export interface DemoCity {
  content: DirectoryEntries;
  lines: CityLines;
}

type Post = OfficialEntry & Pick<Official, 'role' | 'extension'>;

const numberOf = (extension: string) => `+8231000${extension}`;
const idOf = (extension: number) => `hb-${extension}`;

export function buildDemoCity(): DemoCity {
  const units = [...divisions, ...communityCentres];
  const desks = seat(units.flatMap(deskOfficials), firstExtension);
  const officials = [...desks, ...seat(excludedOfficials(), firstExtension + desks.length)];
  const centre = callCentre();
  const heavy = new Set(divisions.filter((division) => division.heavy).map(({ id }) => id));
  const cityDesks = desks.map(({ departmentId, address, extension }) => ({
    number: numberOf(extension),
    address,
    departmentId,
    weight: heavy.has(departmentId) ? heavyWeight : 1,
  }));
  return {
    content: {
      departments: [...units.map(toDepartment), centre.department],
      officials: [...officials, ...centre.officials],
      lines: [...officials.map(ownLine), centre.line],
    },
    lines: {
      desks: cityDesks as [CityDesk, ...CityDesk[]],
      centre: { number: centreNumber, agents },
      vacant: '+82310009999',
    },
  };
}

/** Everybody gets the next extension, and rules that name colleagues by theirs. */
function seat(posts: readonly Unseated[], first: number): Post[] {
  return posts.map(({ rules, ...post }, index) => {
    const extension = first + index;
    const address = `sip:${extension}@${deskHost}`;
    return { ...post, ...rules(extension), id: idOf(extension), extension: String(extension), address };
  });
}

interface Unseated extends Omit<Post, 'id' | 'extension' | 'address'> {
  rules(extension: number): Partial<ReturnType<typeof ownRules>>;
}

function toDepartment(division: Division): DepartmentEntry {
  const { id, ko, en, bureau } = division;
  const bureauEn = bureausInEnglish[bureau] ?? bureau;
  return { id, name: { ko, en }, bureau, bureauEn, hours: hoursOf(id), lunch: lunchOf(division) };
}

function deskOfficials(division: Division): Unseated[] {
  const { id, ko, teams } = division;
  return teams.flatMap((team, teamIndex) =>
    Array.from({ length: peoplePerTeam }, (_one, place): Unseated => {
      const number = teamIndex * (peoplePerTeam - 1) + place;
      return {
        departmentId: id,
        team,
        title: place === 0 ? `${ko} ${team}장` : `${ko} 주무관 ${number}`,
        grade: 6 + Math.min(place, 3),
        role: 'desk',
        duty: dutyOf(team, place),
        pickupGroup: `${ko} ${team}`,
        rules: (extension) => ownRules(division, teamIds(extension - place, peoplePerTeam), place),
      };
    }),
  );
}

const teamIds = (first: number, size: number) => Array.from({ length: size }, (_one, place) => idOf(first + place));

function excludedOfficials(): Unseated[] {
  return excluded.flatMap(({ role, count, title, grade, in: places }) =>
    Array.from({ length: count }, (_one, index): Unseated => {
      const departmentId = places[index % places.length] ?? places[0] ?? '';
      const department = divisions.find(({ id }) => id === departmentId);
      const number = count > places.length ? ` ${Math.floor(index / places.length) + 1}` : '';
      const named = `${department?.ko ?? ''} ${title}${number}`;
      return { departmentId, team: '', title: named, grade, role, duty: title, pickupGroup: '', rules: () => ({}) };
    }),
  );
}

function ownLine({ id, extension, address, departmentId }: Post): LineEntry {
  const target = { address, kind: 'sip' as const, departmentId, officialId: id };
  return { number: numberOf(extension), departmentId, officialId: id, targets: [target], isCallCentre: false };
}

/** The city's main number: all agents' telephones ring at once. */
function callCentre(): { department: DepartmentEntry; officials: Post[]; line: LineEntry } {
  const id = 'call-centre';
  const team = '상담팀';
  const posts = Array.from({ length: agents }, (_one, place): Unseated => {
    const title = `민원콜센터 상담사 ${place + 1}`;
    const rules = (extension: number) => ownRules({ id }, teamIds(extension - place, agents), place);
    const post = { departmentId: id, team, title, grade: null, role: 'agent' } as const;
    return { ...post, duty: '민원 상담', pickupGroup: '민원콜센터', rules };
  });
  const officials = seat(posts, centreExtension);
  const bureau = '행정지원국';
  const bureauEn = bureausInEnglish[bureau];
  const name = { ko: '민원콜센터', en: 'Civil Call Centre' };
  return {
    department: { id, name, bureau, bureauEn, hours: hoursOf(id), lunch: lunchOf({ id }) },
    officials,
    line: {
      number: centreNumber,
      departmentId: id,
      officialId: null,
      targets: officials.map(({ id: officialId, address }) => ({ address, kind: 'sip', departmentId: id, officialId })),
      isCallCentre: true,
    },
  };
}
