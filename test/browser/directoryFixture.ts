// An invented part of a city's directory: its tree, one department, an official's posts, and reports of an import.
import type {
  DepartmentPageView,
  DirectoryImport,
  DirectoryTreeView,
  ImportReportView,
  OfficialView,
  PostsView,
  Week,
} from '../../server/contract/directory.js';
import type { Api } from './deskFixture.js';

const named = (ko: string, en: string) => ({ ko, en });
const workday = { from: '09:00', to: '18:00' };
const week: Week = [workday, workday, workday, workday, workday, null, null];

const leaf = (
  id: string,
  ko: string,
  en: string,
  officials: number,
  teams: [string, number][] = [],
  isOpen = true,
) => ({
  id,
  name: named(ko, en),
  officials,
  lines: officials + 1,
  isOpen,
  teams: teams.map(([name, n]) => ({ name, officials: n })),
});

const tree: DirectoryTreeView = {
  revision: 41,
  updatedAt: '2026-11-20T02:11:00Z',
  officials: 720,
  lines: 764,
  bureaus: [
    {
      name: named('행정지원국', 'Administration Bureau'),
      departments: [
        leaf('tax', '세무과', 'Tax Division', 24, [
          ['세정팀', 6],
          ['시세팀', 8],
          ['징수팀', 7],
        ]),
        leaf('general', '총무과', 'General Affairs Division', 19, [['총무팀', 9]]),
        leaf('civil', '민원봉사과', 'Civil Service Division', 31, [['통합민원팀', 14]]),
      ],
    },
    {
      name: named('복지문화국', 'Welfare and Culture Bureau'),
      departments: [
        leaf('welfare', '복지정책과', 'Welfare Policy Division', 22),
        leaf('library', '도서관운영과', 'Library Division', 17, [], false),
      ],
    },
    {
      name: named('안전도시국', 'Safety and City Bureau'),
      departments: [
        leaf('building', '건축과', 'Building Division', 20, [['건축허가팀', 7]]),
        leaf('traffic', '교통행정과', 'Traffic Division', 18),
      ],
    },
    { name: named('', ''), departments: [leaf('audit', '감사담당관', 'Audit Office', 9)] },
  ],
};

const official = (id: string, title: string, rest: Partial<OfficialView> = {}): OfficialView => ({
  id,
  revision: 12,
  departmentId: 'tax',
  team: '시세팀',
  title,
  grade: 7,
  role: 'desk',
  duty: '',
  extension: id.slice(-4),
  address: `sip:${id.slice(-4)}@desk.hanbit.example`,
  pickupGroup: '',
  deputies: [],
  hours: null,
  lunch: null,
  lunchDuty: false,
  formerSince: null,
  ...rest,
});

const deputy = (id: string, title: string) => ({ id, title, departmentId: 'tax' });

const department: DepartmentPageView = {
  id: 'tax',
  revision: 12,
  name: named('세무과', 'Tax Division'),
  bureau: named('행정지원국', 'Administration Bureau'),
  formerSince: null,
  isOpen: true,
  hours: null,
  lunch: { rule: 'together', span: { from: '12:00', to: '13:00' } },
  cityHours: week,
  officials: [
    official('o-2001', '세무과장', { team: '', grade: 5, role: 'head', duty: '세무과 총괄', pickupGroup: '과장실' }),
    official('o-2041', '주무관 1', {
      duty: '지방소득세, 주민세',
      pickupGroup: '시세 창구',
      deputies: [deputy('o-2042', '주무관 2'), deputy('o-2043', '주무관 3')],
      lunchDuty: true,
    }),
    official('o-2042', '주무관 2', {
      grade: 8,
      duty: '재산세 과세와 감면',
      pickupGroup: '시세 창구',
      deputies: [deputy('o-2041', '주무관 1')],
    }),
    official('o-2043', '주무관 3', {
      grade: 8,
      duty: '자동차세',
      hours: [{ from: '10:00', to: '16:00' }, workday, workday, workday, { from: '10:00', to: '16:00' }, null, null],
      lunch: { from: '11:30', to: '12:30' },
    }),
    official('o-2055', '징수 1', { team: '징수팀', grade: null, duty: '체납 상담', role: 'agent' }),
  ],
  lines: [
    {
      number: '+8225552040',
      officialId: null,
      isCallCentre: true,
      targets: [
        { address: 'sip:2041@desk.hanbit.example', officialId: 'o-2041' },
        { address: 'sip:2042@desk.hanbit.example', officialId: 'o-2042' },
        { address: 'sip:2043@desk.hanbit.example', officialId: 'o-2043' },
      ],
    },
    {
      number: '+8225552041',
      officialId: 'o-2041',
      isCallCentre: false,
      targets: [{ address: 'sip:2041@desk.hanbit.example', officialId: 'o-2041' }],
    },
    {
      number: '+8225552042',
      officialId: 'o-2042',
      isCallCentre: false,
      targets: [{ address: 'sip:2042@desk.hanbit.example', officialId: 'o-2042' }],
    },
  ],
  formerOfficials: [official('o-2060', '주무관 9', { duty: '지방세 안내', formerSince: '2026-07-01T00:00:00Z' })],
};

const posts: PostsView = {
  official: official('o-2041', '주무관 1'),
  posts: [
    {
      departmentId: 'tax',
      departmentName: named('세무과', 'Tax Division'),
      team: '시세팀',
      from: '2026-07-01T00:10:00Z',
      until: null,
    },
    {
      departmentId: 'welfare',
      departmentName: named('복지정책과', 'Welfare Policy Division'),
      team: '',
      from: '2025-01-02T00:05:00Z',
      until: '2026-07-01T00:10:00Z',
    },
  ],
};

const counts = (added = 0, changed = 0, moved = 0, removed = 0, unchanged = 0) => ({
  added,
  changed,
  moved,
  removed,
  unchanged,
});

const goodReport: ImportReportView = {
  dryRun: true,
  revision: 41,
  rows: 764,
  fileHash: '9f2c4b7de01a8835c6f1b0f07d3a4e5c1d9b8a70e6f5d4c3b2a190807f6e5d4c',
  problems: [],
  problemCount: 0,
  departments: counts(1, 0, 0, 0, 41),
  officials: counts(2, 3, 4, 1, 711),
  lines: counts(2, 1, 0, 1, 760),
  changes: [
    { line: 2, kind: 'added', what: 'department', id: 'energy', fields: [], from: null, to: null },
    { line: 18, kind: 'moved', what: 'official', id: 'o-2043', fields: [], from: '세무과 시세팀', to: '징수과 징수팀' },
    { line: 20, kind: 'changed', what: 'official', id: 'o-2041', fields: ['duty', 'deputies'], from: null, to: null },
    { line: 44, kind: 'added', what: 'line', id: '+8225552099', fields: [], from: null, to: null },
    { line: null, kind: 'removed', what: 'official', id: 'o-2060', fields: [], from: null, to: null },
  ],
  changeCount: 15,
};

const sameReport: ImportReportView = {
  ...goodReport,
  departments: counts(0, 0, 0, 0, 42),
  officials: counts(0, 0, 0, 0, 720),
  lines: counts(0, 0, 0, 0, 764),
  changes: [],
  changeCount: 0,
};

const problem = (
  line: number | null,
  column: string | null,
  code: ImportReportView['problems'][number]['code'],
  value = '',
  other = '',
) => ({ line, column, code, value, other, reason: code });

const badReport: ImportReportView = {
  ...sameReport,
  problems: [
    problem(14, 'number', 'not-a-number', '02-555-20a1'),
    problem(20, 'grade', 'not-a-grade', '12'),
    problem(33, 'deputies', 'unknown-deputy', 'o-9999'),
    problem(57, null, 'field-count', '11', '12'),
  ],
  problemCount: 4,
};

/** What stands in the file decides its report: "bad", "same", or anything else. */
function reportOn(file: string): ImportReportView {
  const text = Buffer.from(file, 'base64').toString();
  if (text.startsWith('bad')) return badReport;
  return text.startsWith('same') ? sameReport : goodReport;
}

/** Only the tax division can be opened; an import against another revision than 41 is refused. */
export const directoryApi: Api = ({ method, path, body }) => {
  if (path === '/api/directory') return { status: 200, body: tree };
  if (path === '/api/directory/import') {
    const { file, dryRun, revision = 41 } = body as DirectoryImport;
    const isTaken = !dryRun && revision === 41;
    if (!dryRun && !isTaken) return { status: 409, body: { error: { code: 'CONFLICT', message: 'refused' } } };
    return { status: 200, body: { ...reportOn(file), dryRun, revision: isTaken ? 42 : 41 } };
  }
  if (path === '/api/directory/departments/tax') return { status: 200, body: department };
  if (path === '/api/directory/officials/o-2041/posts') return { status: 200, body: posts };
  if (method === 'PUT') return { status: 200, body: department.officials[1] };
  return undefined;
};
