// Hanbit's directory: 720 officials of grade 6 or below at desks, 80 people whom surveys leave out, and a call centre.
// Every number lies in a block that no city has (031-000): nothing of it can ever ring a real office.
import type { DepartmentRecord, LineRecord, OfficialRecord } from '../../server/directory/directoryRecords.js';
import type { DirectoryContent } from '../../server/directory/saveDirectory.js';
import { heavyWeight } from '../simulate/cityModel.js';
import type { CityDesk, CityLines } from '../simulate/drawCallPlan.js';
import { communityCentres, type Division, divisions } from './divisions.js';

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
  content: DirectoryContent;
  lines: CityLines;
}

export function buildDemoCity(): DemoCity {
  const units = [...divisions, ...communityCentres];
  const officials = [...units.flatMap(deskOfficials), ...excludedOfficials()].map((official, index): OfficialRecord => {
    const extension = String(firstExtension + index);
    return { ...official, id: `hb-${extension}`, extension, address: `sip:${extension}@${deskHost}` };
  });
  const centre = callCentre();
  const lines = officials.map(ownLine);
  const heavy = new Set(divisions.filter((division) => division.heavy).map(({ id }) => id));
  const desks = officials
    .filter(({ role }) => role === 'desk')
    .map(({ departmentId, address, extension }) => ({
      number: numberOf(extension),
      address,
      departmentId,
      weight: heavy.has(departmentId) ? heavyWeight : 1,
    }));
  return {
    content: {
      departments: [...units.map(toDepartment), centre.department],
      officials: [...officials, ...centre.officials],
      lines: [...lines, centre.line],
    },
    lines: {
      desks: desks as [CityDesk, ...CityDesk[]],
      centre: { number: centreNumber, agents },
      vacant: '+82310009999',
    },
  };
}

type Post = Omit<OfficialRecord, 'id' | 'extension' | 'address'>;

const numberOf = (extension: string) => `+8231000${extension}`;

function toDepartment({ id, ko, en, bureau }: Division): DepartmentRecord {
  return { id, revision: 0, name: { ko, en }, bureau };
}

function deskOfficials({ id, ko, teams }: Division): Post[] {
  return teams.flatMap((team, teamIndex) =>
    Array.from({ length: peoplePerTeam }, (_one, place): Post => {
      const number = teamIndex * (peoplePerTeam - 1) + place;
      const title = place === 0 ? `${ko} ${team}장` : `${ko} 주무관 ${number}`;
      return { revision: 0, departmentId: id, team, title, grade: 6 + Math.min(place, 3), role: 'desk' };
    }),
  );
}

function excludedOfficials(): Post[] {
  return excluded.flatMap(({ role, count, title, grade, in: places }) =>
    Array.from({ length: count }, (_one, index): Post => {
      const departmentId = places[index % places.length] ?? places[0] ?? '';
      const department = divisions.find(({ id }) => id === departmentId);
      const number = count > places.length ? ` ${Math.floor(index / places.length) + 1}` : '';
      return { revision: 0, departmentId, team: '', title: `${department?.ko ?? ''} ${title}${number}`, grade, role };
    }),
  );
}

function ownLine({ id, extension, address, departmentId }: OfficialRecord): LineRecord {
  const number = numberOf(extension);
  const target = { address, kind: 'sip' as const, departmentId, officialId: id };
  return { id: number, revision: 0, number, departmentId, officialId: id, targets: [target] };
}

/** The city's main number: all agents' telephones ring at once. */
function callCentre(): { department: DepartmentRecord; officials: OfficialRecord[]; line: LineRecord } {
  const departmentId = 'call-centre';
  const officials = Array.from({ length: agents }, (_one, index): OfficialRecord => {
    const extension = String(centreExtension + index);
    return {
      id: `hb-${extension}`,
      revision: 0,
      departmentId,
      team: '상담팀',
      title: `민원콜센터 상담사 ${index + 1}`,
      grade: null,
      role: 'agent',
      extension,
      address: `sip:${extension}@${deskHost}`,
    };
  });
  return {
    department: {
      id: departmentId,
      revision: 0,
      name: { ko: '민원콜센터', en: 'Civil Call Centre' },
      bureau: '행정지원국',
    },
    officials,
    line: {
      id: centreNumber,
      revision: 0,
      number: centreNumber,
      departmentId,
      officialId: null,
      targets: officials.map(({ id, address }) => ({ address, kind: 'sip', departmentId, officialId: id })),
    },
  };
}
