// An invented city's people, sessions and links behind the desk screens: what the browser changes stays changed.

import type { AccountView } from '../../server/contract/account.js';
import type { ErrorCode } from '../../server/contract/errorView.js';
import type { LinkView } from '../../server/contract/link.js';
import type { PersonView } from '../../server/contract/person.js';
import { at, links, ownEmail, people, person, sessions } from './deskCity.js';

export interface ApiRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  body: unknown;
}
export interface ApiAnswer {
  status: number;
  body: unknown;
}
/** Undefined for what it does not know. */
export type Api = (request: ApiRequest) => ApiAnswer | undefined;

const ok = (body: unknown, status = 200): ApiAnswer => ({ status, body });
const gone: ApiAnswer = { status: 204, body: null };
const refuse = (status: number, code: ErrorCode): ApiAnswer => ({
  status,
  body: { error: { code, message: 'refused' } },
});

export const totpSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
export const recoveryCodes = [
  'k7mq-2x9d',
  'p4tw-8hzn',
  'b6rc-5vfj',
  'w3ys-9gla',
  'd8nk-4qxe',
  't2jp-7cmv',
  'h5zb-6rwu',
  'y9fa-3skd',
];
/** A page of the list: small, so that a few people are enough for more than one. */
const pageSize = 5;

/** Passwords: "right" is the present one. Codes: 123456 is right. */
export function createDesk(): Api {
  const state = { people: [...people], sessions: [...sessions], links: [...links], hasTotp: false };
  const account = (): AccountView => ({
    email: ownEmail,
    role: 'admin',
    departmentIds: null,
    officialId: null,
    hasTotp: state.hasTotp,
    recoveryCodesLeft: state.hasTotp ? recoveryCodes.length : 0,
    hasOwnPassword: true,
    createdAt: at('02T01:00'),
    lastSignInAt: at('23T00:02'),
    sessions: state.sessions.filter((one) => one.account === ownEmail),
  });
  const listPeople = (query: URLSearchParams) => {
    const [q, role, cursor] = [query.get('q') ?? '', query.get('role'), Number(query.get('cursor') ?? 0)];
    const found = state.people.filter((one) => one.email.includes(q) && (role === null || one.role === role));
    const more = cursor + pageSize < found.length;
    return ok({ items: found.slice(cursor, cursor + pageSize), nextCursor: more ? String(cursor + pageSize) : null });
  };
  const endSession = (id: string) => {
    state.sessions = state.sessions.filter((one) => one.id !== id);
    return gone;
  };
  const changePerson = (id: string, change: Partial<PersonView> & { disabled?: boolean }, revision?: number) => {
    const found = state.people.find((one) => one.id === id);
    if (!found) return refuse(404, 'PERSON_NOT_FOUND');
    if (revision !== undefined && revision !== found.revision) return refuse(409, 'CONFLICT');
    const { disabled, ...rest } = change;
    const changed = { ...found, ...rest, revision: found.revision + 1 };
    if (disabled !== undefined) changed.state = disabled ? 'disabled' : 'active';
    state.people = state.people.map((one) => (one.id === id ? changed : one));
    return ok(changed);
  };
  const done = (answer: ApiAnswer) => (answer.status === 200 ? gone : answer);
  const made = (answer: ApiAnswer) =>
    answer.status === 200 ? ok({ madePassword: 'mossy-lantern-4821-orbit' }) : answer;

  const routes: [RegExp, (asked: ApiRequest & { id: string; fields: Record<string, unknown> }) => ApiAnswer][] = [
    [/^GET \/api\/account$/, () => ok(account())],
    [
      /^PUT \/api\/account\/password$/,
      ({ fields }) => (fields['current'] === 'right' ? gone : refuse(403, 'PASSWORD_WRONG')),
    ],
    [
      /^POST \/api\/account\/totp$/,
      () =>
        ok({ secret: totpSecret, uri: `otpauth://totp/Samsamsam:${ownEmail}?secret=${totpSecret}&issuer=Samsamsam` }),
    ],
    [
      /^PUT \/api\/account\/totp$/,
      ({ fields }) => {
        if (fields['code'] !== '123456') return refuse(403, 'CODE_WRONG');
        state.hasTotp = true;
        return ok({ recoveryCodes });
      },
    ],
    [
      /^POST \/api\/account\/totp\/remove$/,
      ({ fields }) => {
        if (fields['password'] !== 'right') return refuse(403, 'PASSWORD_WRONG');
        state.hasTotp = false;
        return gone;
      },
    ],
    [
      /^DELETE \/api\/account\/sessions$/,
      () => {
        state.sessions = state.sessions.filter((one) => one.account !== ownEmail || one.isOwn);
        return gone;
      },
    ],
    [/^DELETE \/api\/(?:account\/)?sessions\/(\w+)$/, ({ id }) => endSession(id)],
    [
      /^GET \/api\/sessions$/,
      ({ query }) => {
        const email = state.people.find((one) => one.id === query.get('person'))?.email;
        const items = state.sessions.filter((one) => email === undefined || one.account === email);
        return ok({ items, nextCursor: null });
      },
    ],
    [/^GET \/api\/people$/, ({ query }) => listPeople(query)],
    [
      /^POST \/api\/people$/,
      ({ fields }) => {
        const email = String(fields['email']);
        if (state.people.some((one) => one.email === email)) return refuse(409, 'EMAIL_TAKEN');
        const added = person(`p${state.people.length + 1}`, email, {
          ...fields,
          lastSignInAt: null,
          mustChangePassword: true,
        });
        state.people = [...state.people, added].sort((a, b) => a.email.localeCompare(b.email));
        return ok({ person: added, madePassword: 'quiet-harbor-3317-maple' });
      },
    ],
    [
      /^PUT \/api\/people\/(\w+)$/,
      ({ id, fields: { revision, ...change } }) => {
        if (id === 'p1' && change['role'] !== 'admin') return refuse(409, 'LAST_ADMIN');
        return changePerson(id, change, Number(revision));
      },
    ],
    [/^POST \/api\/people\/(\w+)\/password$/, ({ id }) => made(changePerson(id, { mustChangePassword: true }))],
    [/^POST \/api\/people\/(\w+)\/unlock$/, ({ id }) => done(changePerson(id, { state: 'active', lockedUntil: null }))],
    [/^POST \/api\/people\/(\w+)\/totp\/remove$/, ({ id }) => done(changePerson(id, { hasTotp: false }))],
    [/^GET \/api\/links$/, () => ok({ items: state.links })],
    [
      /^POST \/api\/links$/,
      ({ fields }) => {
        const link: LinkView = {
          id: `l${state.links.length + 1}`,
          name: String(fields['name']),
          departmentIds: fields['departmentIds'] as string[] | null,
          madeBy: ownEmail,
          createdAt: at('23T07:29'),
          openedAt: null,
          place: '',
          browser: '',
          lastSeenAt: null,
        };
        state.links = [link, ...state.links];
        return ok({ link, url: 'https://board.hanbit.example/tv/Zk3mQ8vT1xR7yNf2LbWc9HsJ5uPd0Eg4' });
      },
    ],
    [
      /^DELETE \/api\/links\/(\w+)$/,
      ({ id }) => {
        state.links = state.links.filter((one) => one.id !== id);
        return gone;
      },
    ],
  ];
  return (asked) => {
    for (const [pattern, answer] of routes) {
      const match = pattern.exec(`${asked.method} ${asked.path}`);
      if (match) return answer({ ...asked, id: match[1] ?? '', fields: (asked.body ?? {}) as Record<string, unknown> });
    }
    return undefined;
  };
}
