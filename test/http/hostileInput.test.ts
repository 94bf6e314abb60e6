// Every field of every route, sent what no honest browser sends: all refused with a code, nothing stored, nothing echoed.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { errorViewSchema } from '../../server/contract/errorView.js';
import type { ApiRoute } from '../../server/http/route.js';
import { apiExamples, type Example, keyOf } from '../support/apiExamples.js';
import { manualClock } from '../support/manualClock.js';
import { type Staffed, startStaffedServer } from '../support/staffedServer.js';
import { storeChecksums } from '../support/storeChecksums.js';

/** Stands in everything that is sent, and must never come back. */
const mark = 'zqxj7';

let staffed: Staffed;
let cookie: string;
let before: Record<string, string>;
/** The access record holds refused and failed attempts on purpose. */
const unrecorded = () => storeChecksums(staffed.server.parts.store, ['audit']);
beforeAll(async () => {
  staffed = await startStaffedServer({ clock: manualClock(Date.UTC(2026, 10, 23, 1)) });
  cookie = await staffed.signIn('admin');
  before = await unrecorded();
}, 60_000);
afterAll(() => staffed.server.stop());

interface Attempt {
  what: string;
  method: ApiRoute['method'];
  /** With its query. */
  path: string;
  body?: string;
}

/** What a query language of a database, or a parser in front of one, would read as more than a value. */
const operators: readonly unknown[] = [
  { $gt: mark },
  { $ne: null, [mark]: 1 },
  { $where: `sleep('${mark}')` },
  [{ $regex: mark }],
  [[mark]],
  { nested: { deeper: { $in: [mark] } } },
];

const queryForms: readonly ((name: string) => string)[] = [
  (name) => `${name}[$gt]=${mark}`,
  (name) => `${name}[${mark}]=1`,
  (name) => `${name}=${mark}&${name}=${mark}2`,
  (name) => `${name}.$ne=${mark}`,
  (name) => `$where=${mark}&${name}%00=${mark}`,
];

/** For a part of the address: none names a thing, whatever is made of it. */
const addressForms = [
  `${mark}%00`,
  `..%2f..%2f${mark}`,
  `%2e%2e%5c${mark}`,
  `${mark}%0d%0aSet-Cookie:%20samsamsam=${mark}`,
  encodeURIComponent(JSON.stringify({ $gt: mark })),
  encodeURIComponent(`${mark}\u202e\u{1f4de}한빛\ud7ff`),
  mark.repeat(500),
  '__proto__',
  'constructor',
  '%C0%AE%C0%AE',
  '%',
];

const pathOf = ({ path }: ApiRoute, params: Record<string, string>) =>
  `/api${path.replace(/:(\w+)/g, (_whole, name: string) => params[name] ?? '')}`;

function attemptsOn(route: ApiRoute, example: Example): Attempt[] {
  const { method, inputs } = route;
  const params = Object.fromEntries(
    Object.entries(example.params ?? {}).map(([name, value]) => [name, encodeURIComponent(value)]),
  );
  const path = pathOf(route, params);
  const query = new URLSearchParams(example.query).toString();
  const own = { method, ...(example.body ? { body: JSON.stringify(example.body) } : {}) };
  const fields = [...inputs.query, ...(inputs.query.length === 0 ? ['q', 'id'] : [])];
  const withBody = (what: string, body: unknown): Attempt => ({ what, method, path, body: JSON.stringify(body) });
  const takesBody = method !== 'get' && inputs.body.length > 0;
  return [
    ...inputs.params.flatMap((name) =>
      addressForms.map((form) => ({
        what: `${name} as ${form.slice(0, 40)}`,
        path: pathOf(route, { ...params, [name]: form }),
        ...own,
      })),
    ),
    ...fields.flatMap((name) =>
      queryForms.map((form) => ({ what: `the query ${form(name)}`, path: `${path}?${query}&${form(name)}`, ...own })),
    ),
    ...(takesBody ? inputs.body : []).flatMap((name) =>
      operators.map((value) => withBody(`${name} as ${JSON.stringify(value)}`, { ...example.body, [name]: value })),
    ),
    ...(method === 'get'
      ? []
      : [
          withBody('a field too many', { ...example.body, [mark]: mark }),
          withBody('an operator beside the fields', { ...example.body, $set: { role: mark } }),
          {
            what: 'a prototype',
            method,
            path,
            body: JSON.stringify(example.body ?? {}).replace(
              /\}$/,
              (end) => `${example.body ? ',' : ''}"__proto__":{"isAdmin":"${mark}"}${end}`,
            ),
          },
          { what: 'a constructor', method, path, body: `{"constructor":{"prototype":{"isAdmin":"${mark}"}}}` },
          { what: 'a list', method, path, body: `["${mark}"]` },
          { what: 'a text', method, path, body: `"${mark}"` },
          { what: 'half a body', method, path, body: `{"${mark}":` },
          { what: 'a deep body', method, path, body: `${'['.repeat(5_000)}"${mark}"${']'.repeat(5_000)}` },
          {
            what: 'a large body',
            method,
            path,
            body: JSON.stringify({ ...example.body, [mark]: mark.repeat(700_000) }),
          },
        ]),
  ];
}

async function send({ method, path, body }: Attempt, type = 'application/json'): Promise<Response> {
  const headers = { cookie, ...(body === undefined ? {} : { 'content-type': type }) };
  const sent = body === undefined || method === 'get' ? {} : { body };
  return fetch(staffed.server.base + path, { method: method.toUpperCase(), headers, redirect: 'manual', ...sent });
}

async function expectRefusal(what: string, response: Response): Promise<void> {
  const text = await response.text();
  // 401 or 429 would say that the field was never looked at.
  const answer = `${response.status} ${text}`;
  expect([what, answer, [400, 404, 413, 415].includes(response.status)]).toEqual([what, answer, true]);
  expect([what, errorViewSchema.strict().safeParse(JSON.parse(text)).success]).toEqual([what, true]);
  const everything = `${text} ${[...response.headers].join(' ')}`;
  expect([what, everything.includes(mark), /node_modules|\n\s+at |Error:/.test(everything)]).toEqual([
    what,
    false,
    false,
  ]);
}

describe('hostile input', () => {
  test('is refused by every field of every route, and nothing of it is stored or comes back', async () => {
    let count = 0;
    for (const route of staffed.server.parts.routes) {
      const [example] = apiExamples(staffed.things)[keyOf(route)] ?? [];
      expect([keyOf(route), example !== undefined]).toEqual([keyOf(route), true]);
      if (!example) continue;
      for (const attempt of attemptsOn(route, example)) {
        await expectRefusal(`${keyOf(route)}: ${attempt.what}`, await send(attempt));
        count += 1;
      }
    }
    expect(count).toBeGreaterThan(20 * staffed.server.parts.routes.length);
    expect(await unrecorded()).toEqual(before);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
  }, 120_000);

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml'])(
    'a body as %s is refused, as a form on another site would send it',
    async (type) => {
      for (const route of staffed.server.parts.routes.filter(({ method }) => method !== 'get')) {
        const attempt = {
          what: type,
          method: route.method,
          path: pathOf(route, { id: '1', sid: '1', month: '1' }),
          body: mark,
        };
        await expectRefusal(`${keyOf(route)}: ${type}`, await send(attempt, type));
      }
      expect(await unrecorded()).toEqual(before);
    },
  );

  test('wrong methods are refused on every address', async () => {
    const methods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND'];
    const known = new Map<string, Set<string>>();
    for (const { method, path } of staffed.server.parts.routes) {
      known.set(path, (known.get(path) ?? new Set()).add(method.toUpperCase()));
    }
    for (const [path, own] of known) {
      for (const method of methods.filter((one) => !own.has(one))) {
        const response = await fetch(`${staffed.server.base}/api${path}`, { method, headers: { cookie } });
        const { error } = errorViewSchema.parse(await response.json());
        expect([method, path, response.status, error.code]).toEqual([method, path, 405, 'METHOD_NOT_ALLOWED']);
      }
      const head = await request(staffed.server.base).head(`/api${path}`).set('Cookie', cookie);
      expect([path, head.status]).toEqual([path, 405]);
    }
    expect(await unrecorded()).toEqual(before);
  });

  test('a change that another site makes a browser send is refused, whatever else it carries', async () => {
    const { server } = staffed;
    for (const route of server.parts.routes.filter(({ method }) => method !== 'get')) {
      const asked = request(server.base)[route.method](pathOf(route, { id: '1', sid: '1', month: '1' }));
      for (const headers of [
        { 'Sec-Fetch-Site': 'cross-site' },
        { 'Sec-Fetch-Site': 'cross-site', Origin: server.base },
        { Origin: 'https://evil.example' },
        { Origin: 'null' },
      ]) {
        const response = await request(server.base)
          [route.method](asked.url.replace(server.base, ''))
          .set('Cookie', cookie)
          .set(headers);
        expect([keyOf(route), response.status, response.body.error?.code]).toEqual([
          keyOf(route),
          403,
          'ORIGIN_REFUSED',
        ]);
      }
    }
    expect(await unrecorded()).toEqual(before);
  });

  test('opens no television, and the page it leads to says nothing of it', async () => {
    for (const form of addressForms) {
      const response = await fetch(`${staffed.server.base}/tv/${form}?${mark}=1`, { redirect: 'manual' });
      const everything = `${await response.text()} ${[...response.headers].join(' ')}`;
      expect([form, response.status < 500, everything.includes(mark)]).toEqual([form, true, false]);
      expect([form, response.headers.getSetCookie()]).toEqual([form, []]);
    }
    expect(await unrecorded()).toEqual(before);
  });
});
