// The invented people, sessions and televisions that the desk fixture begins with.
import type { LinkView } from '../../server/contract/link.js';
import type { PersonView } from '../../server/contract/person.js';
import { abilities } from '../../server/contract/roles.js';
import type { SessionRowView, SessionView } from '../../server/contract/session.js';

export const at = (time: string) => `2026-11-${time}:00.000Z`;

export const ownEmail = 'admin@hanbit.example';

export const adminSession: SessionView = {
  email: ownEmail,
  role: 'admin',
  departmentIds: null,
  abilities: [...abilities],
  mustChangePassword: false,
  expiresAt: at('24T00:00'),
};

export function person(id: string, email: string, more: Partial<PersonView> = {}): PersonView {
  return {
    id,
    email,
    role: 'supervisor',
    departmentIds: null,
    officialId: null,
    state: 'active',
    lockedUntil: null,
    hasTotp: false,
    mustChangePassword: false,
    createdAt: at('02T01:00'),
    lastSignInAt: at('23T00:12'),
    revision: 3,
    ...more,
  };
}

export const people: PersonView[] = [
  person('p1', ownEmail, { role: 'admin', hasTotp: true, lastSignInAt: at('22T23:41') }),
  person('p2', 'audit@hanbit.example', { role: 'auditor', hasTotp: true, lastSignInAt: at('20T05:03') }),
  person('p3', 'call.monitor@hanbit.example', { role: 'shopper', lastSignInAt: null, mustChangePassword: true }),
  person('p4', 'civil.affairs@hanbit.example', { departmentIds: ['traffic', 'welfare'] }),
  person('p5', 'former.head@hanbit.example', {
    state: 'disabled',
    departmentIds: ['building'],
    lastSignInAt: at('04T08:30'),
  }),
  person('p6', 'tax.head@hanbit.example', {
    departmentIds: ['tax'],
    state: 'locked',
    lockedUntil: at('23T07:42'),
    hasTotp: true,
  }),
  person('p7', 'tax.office.three@hanbit.example', { role: 'official', officialId: 'o-2001' }),
  person('p8', 'vice.director@hanbit.example', { lastSignInAt: at('23T06:55') }),
];

function session(id: string, account: string, more: Partial<SessionRowView> = {}): SessionRowView {
  return {
    id,
    account,
    role: 'supervisor',
    createdAt: at('23T00:02'),
    lastSeenAt: at('23T07:20'),
    expiresAt: at('23T12:02'),
    place: '10.20.30.41',
    browser: 'Edge, Windows',
    isOwn: false,
    ...more,
  };
}

export const sessions: SessionRowView[] = [
  session('s1', ownEmail, { role: 'admin', isOwn: true, browser: 'Chrome, Windows', lastSeenAt: at('23T07:27') }),
  session('s2', 'tax.head@hanbit.example', { place: '10.20.31.7' }),
  session('s3', 'vice.director@hanbit.example', { browser: 'Safari, iPad', place: '10.20.8.112' }),
  session('s4', ownEmail, {
    role: 'admin',
    browser: 'Firefox, Linux',
    place: '10.20.30.99',
    lastSeenAt: at('23T01:15'),
  }),
  session('s5', 'audit@hanbit.example', { role: 'auditor', browser: '', lastSeenAt: at('23T06:08') }),
];

export const links: LinkView[] = [
  {
    id: 'l1',
    name: '1층 민원실',
    departmentIds: null,
    madeBy: ownEmail,
    createdAt: at('16T01:20'),
    openedAt: at('16T01:34'),
    place: '10.20.1.15',
    browser: 'Chrome, Linux',
    lastSeenAt: at('23T07:28'),
  },
  {
    id: 'l2',
    name: '세무과 벽면',
    departmentIds: ['tax'],
    madeBy: ownEmail,
    createdAt: at('23T05:00'),
    openedAt: null,
    place: '',
    browser: '',
    lastSeenAt: null,
  },
];
