// An invented access record: a fortnight's entries of a small city, and the month that its auditor looks through.
import type { AuditEntryView, ReviewView, SignOff, SignOffView } from '../../server/contract/audit.js';
import type { Api } from './deskFixture.js';

export const headHash = 'mQ3xT8bLkW0yZr5Jd_e7UaHvC1nPgs4oEFiX-29RjKY';
const otherHash = 'Zr5Jd_e7UaHvC1nPgs4oEFiX-29RjKYmQ3xT8bLkW0y';
const auditor = 'audit@hanbit.example';
const admin = 'admin@hanbit.example';
const taxHead = 'tax.head@hanbit.example';

const nobody = { type: 'session', id: null, whose: null, departmentId: null } as const;
const plain = {
  kind: 'view',
  account: taxHead,
  role: 'supervisor',
  place: '10.20.4.17',
  subject: { type: 'call', id: 'CA1f0c', whose: '010-****-1234', departmentId: 'tax' },
  task: 'calls.view',
  reason: null,
  before: null,
  after: null,
  notCarriedOutBy: null,
  hash: headHash,
} as const satisfies Partial<AuditEntryView>;

const entry = (seq: number, at: string, rest: Partial<AuditEntryView> = {}): AuditEntryView => ({
  ...plain,
  seq,
  at,
  ...rest,
});

const call = (id: string, whose: string) => ({ type: 'call', id, whose, departmentId: 'tax' }) as const;

const unmasking = entry(12_846, '2026-10-29T06:12:40Z', {
  kind: 'unmask',
  task: 'calls.unmask',
  subject: call('CA77d2', '010-****-8890'),
  reason: '회신 전화를 걸기 위해 번호 확인',
});

const changedPerson = entry(12_848, '2026-11-02T00:41:07Z', {
  kind: 'change',
  account: admin,
  role: 'admin',
  place: '10.20.1.5',
  task: 'people.change',
  subject: { type: 'person', id: 'p-31', whose: 'welfare.head@hanbit.example', departmentId: null },
  before: { email: 'welfare.head@hanbit.example', role: 'official', departmentIds: null, disabled: false },
  after: { email: 'welfare.head@hanbit.example', role: 'supervisor', departmentIds: ['welfare'], disabled: false },
});

const undoneChange = entry(12_850, '2026-11-02T01:05:51Z', {
  kind: 'change',
  account: admin,
  role: 'admin',
  place: '10.20.1.5',
  task: 'directory.change',
  subject: { type: 'official', id: 'o-2044', whose: null, departmentId: 'tax' },
  before: { duty: '지방소득세', deputies: ['o-2045'] },
  after: { duty: '지방소득세, 체납', deputies: ['o-2045', 'o-2041'] },
  notCarriedOutBy: 12_851,
});

const entries: AuditEntryView[] = [
  entry(12_853, '2026-11-02T02:20:33Z', {
    kind: 'export',
    account: auditor,
    role: 'auditor',
    task: 'audit.export',
    subject: { type: 'audit', id: null, whose: null, departmentId: null },
    reason: '10월 점검 자료로 보관',
    after: { rows: 12_847, from: '2026-10-01', to: '2026-10-31' },
  }),
  entry(12_852, '2026-11-02T01:31:10Z', { kind: 'sign-in', account: auditor, role: 'auditor', task: 'session.open' }),
  entry(12_851, '2026-11-02T01:06:51Z', {
    kind: 'not-carried-out',
    account: 'system',
    role: 'system',
    place: 'console',
    task: 'directory.change',
    subject: { type: 'audit', id: '000000012850', whose: null, departmentId: 'tax' },
    after: { seq: 12_850, because: 'conflict', only: null },
  }),
  undoneChange,
  entry(12_849, '2026-11-02T00:58:02Z', {
    kind: 'sign-in-failed',
    account: taxHead,
    role: '',
    place: '10.20.9.201',
    task: 'session.open',
    subject: nobody,
  }),
  changedPerson,
  entry(12_847, '2026-10-30T08:02:19Z'),
  unmasking,
  entry(12_845, '2026-10-29T06:12:02Z', { subject: call('CA77d2', '010-****-8890') }),
  entry(12_844, '2026-10-29T05:48:56Z', { subject: call('CA90ab', '02-****-0143') }),
];

const taken: AuditEntryView[] = [
  entry(9_204, '2026-10-03T14:26:11Z', {
    kind: 'unmask',
    task: 'calls.unmask',
    subject: call('CA4410', '010-****-5521'),
    reason: '야간 당직, 위급 민원 회신',
  }),
  entry(10_377, '2026-10-14T02:09:45Z', {
    kind: 'export',
    account: auditor,
    role: 'auditor',
    place: '10.20.1.9',
    task: 'audit.export',
    subject: { type: 'audit', id: null, whose: null, departmentId: null },
    reason: '9월 점검 자료로 보관',
  }),
  unmasking,
];

const signOff: SignOffView = {
  seq: 12_860,
  account: auditor,
  at: '2026-11-03T01:12:00Z',
  note: '심야 열람 1건은 당직 근무로 확인함. 그 밖에 특이 사항 없음.',
  entries: 4_102,
  head: { seq: 12_845, hash: otherHash },
  oddPatterns: 2,
};

const openMonth: ReviewView = {
  month: '2026-10',
  state: 'open',
  signedOff: null,
  from: '2026-09-30T15:00:00Z',
  to: '2026-10-31T15:00:00Z',
  entries: 4_104,
  head: { seq: 12_847, hash: headHash },
  byKind: [
    { kind: 'view', count: 3_411 },
    { kind: 'sign-in', count: 402 },
    { kind: 'sign-out', count: 188 },
    { kind: 'sign-in-failed', count: 41 },
    { kind: 'change', count: 38 },
    { kind: 'create', count: 14 },
    { kind: 'unmask', count: 2 },
    { kind: 'export', count: 1 },
    { kind: 'remove', count: 4 },
    { kind: 'review', count: 1 },
    { kind: 'not-carried-out', count: 2 },
  ],
  byAccount: [
    { account: taxHead, count: 1_903, read: 1_811, taken: 2, changed: 0, lastAt: '2026-10-30T08:02:19Z' },
    {
      account: 'welfare.head@hanbit.example',
      count: 1_204,
      read: 1_102,
      taken: 0,
      changed: 0,
      lastAt: '2026-10-30T09:00:00Z',
    },
    { account: admin, count: 611, read: 402, taken: 0, changed: 56, lastAt: '2026-10-29T00:31:00Z' },
    { account: auditor, count: 345, read: 96, taken: 1, changed: 0, lastAt: '2026-10-28T04:10:00Z' },
    { account: '', count: 41, read: 0, taken: 0, changed: 0, lastAt: '2026-10-27T23:58:00Z' },
  ],
  odd: [
    {
      pattern: 'night-reading',
      account: taxHead,
      subject: null,
      from: '2026-10-03T13:58:00Z',
      to: '2026-10-03T15:21:00Z',
      count: 24,
      limit: 20,
      seqs: [9_190, 9_191, 9_204],
    },
    {
      pattern: 'subject-read-by-many',
      account: null,
      subject: call('CA4410', '010-****-5521'),
      from: '2026-10-05T00:10:00Z',
      to: '2026-10-08T07:40:00Z',
      count: 7,
      limit: 6,
      seqs: [9_420, 9_433, 9_510],
    },
    {
      pattern: 'sign-in-after-failures',
      account: 'welfare.head@hanbit.example',
      subject: null,
      from: '2026-10-19T00:01:00Z',
      to: '2026-10-19T00:04:00Z',
      count: 6,
      limit: 5,
      seqs: [10_940, 10_946],
    },
  ],
  taken,
  takenMore: 0,
  signOffs: [],
};

const grownMonth: ReviewView = { ...openMonth, state: 'changed', signedOff: signOff, signOffs: [signOff] };

const signedMonth: ReviewView = { ...openMonth, state: 'signed-off', signedOff: signOff, signOffs: [signOff] };

const months = [
  { month: '2026-11', state: 'running', signedOff: null },
  { month: '2026-10', state: 'open', signedOff: null },
  { month: '2026-09', state: 'changed', signedOff: signOff },
  { month: '2026-08', state: 'signed-off', signedOff: signOff },
] as const;

/** As the server writes it: a header, the entries, the seal over both ends. */
export const exportFile = [
  JSON.stringify({ format: 'samsamsam-audit/1', follows: { seq: 8_743, hash: otherHash } }),
  JSON.stringify({ count: 4_104, head: { seq: 12_847, hash: headHash }, seal: otherHash }),
  '',
].join('\n');

/** Entries are found by account and kind; the second page is empty. The month that is signed stays signed. */
export function createAuditApi(): Api {
  const reviews = new Map([
    ['2026-10', openMonth],
    ['2026-09', { ...grownMonth, month: '2026-09' }],
    ['2026-08', { ...signedMonth, month: '2026-08' }],
  ]);
  return ({ method, path, query, body }) => {
    const month = /^\/api\/audit\/reviews\/(\d{4}-\d\d)$/.exec(path)?.[1];
    if (path === '/api/audit') {
      const [account, kind, cursor] = [query.get('account'), query.get('kind'), query.get('cursor')];
      const fits = (one: AuditEntryView) => (!account || one.account === account) && (!kind || one.kind === kind);
      const items = cursor === null ? entries.filter(fits) : [];
      return { status: 200, body: { items, nextCursor: cursor === null && !account ? 'more' : null } };
    }
    if (path === '/api/audit/head')
      return { status: 200, body: { seq: 12_853, hash: headHash, at: '2026-11-23T08:59:40Z' } };
    if (path === '/api/audit/reviews') return { status: 200, body: { items: months } };
    const review = month && reviews.get(month);
    if (!month || !review) return undefined;
    if (method === 'POST') {
      const signed = { ...signOff, note: (body as SignOff).note };
      reviews.set(month, { ...review, state: 'signed-off', signedOff: signed, signOffs: [signed, ...review.signOffs] });
    }
    return { status: 200, body: reviews.get(month) };
  };
}
