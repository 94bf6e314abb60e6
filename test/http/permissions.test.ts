// Every route and every socket event, asked by everybody: each answer is the permission table's, nobody's habit.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import type { ClientToServer } from '../../server/contract/board.js';
import { boardSettingsSchema } from '../../server/contract/boardSettings.js';
import { callPageViewSchema, callViewSchema } from '../../server/contract/callView.js';
import { metricsViewSchema } from '../../server/contract/metricsView.js';
import type { ApiRoute } from '../../server/http/route.js';
import { can, departmentsOf, reachOf, type Subject } from '../../server/identity/roles.js';
import { apiExamples, type Example, keyOf } from '../support/apiExamples.js';
import { openBoard } from '../support/boardClient.js';
import { everybody, nobody, type Staffed, startStaffedServer } from '../support/staffedServer.js';

let staffed: Staffed;
const cookies = new Map<string, string>();
beforeAll(async () => {
  staffed = await startStaffedServer();
  for (const name of everybody) cookies.set(name, await staffed.signIn(name));
}, 60_000);
afterAll(() => staffed.server.stop());

const through = 'let through';
const allRoutes = () => staffed.server.parts.routes;
const examplesOf = (route: ApiRoute) => apiExamples(staffed.things)[keyOf(route)] ?? [];

/** What the table says; whatever else may be wrong with a request is found out later. */
function tableSays(name: string, { access }: ApiRoute, { about }: Example): string {
  if (access === 'open') return through;
  const person = staffed.people[name];
  if (!person) return 'SIGN_IN_REQUIRED';
  if (about === 'narrowed') return reachOf(person, access) === undefined ? 'FORBIDDEN' : through;
  const subject: Subject = about === 'self' || about === 'anybody' ? { userId: person.userId } : about;
  return can(person, access, subject) ? through : 'FORBIDDEN';
}

async function ask(cookie: string, { method, path }: ApiRoute, { params = {}, query = {}, body }: Example) {
  const filled = path.replace(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(params[name] ?? ''));
  const asked = request(staffed.server.base)[method](`/api${filled}`).query(query).redirects(0);
  return cookie === '' ? asked.send(body) : asked.set('Cookie', cookie).send(body);
}

function told({ status, body }: request.Response): string {
  const code = body?.error?.code ?? '';
  if (['SIGN_IN_REQUIRED', 'FORBIDDEN'].includes(code)) return `${code}`;
  return status >= 500 ? `${status} ${code}` : through;
}

describe('the API', () => {
  test('has an example for every route, and examples only for routes', () => {
    const routes = allRoutes().map(keyOf);
    expect(Object.keys(apiExamples(staffed.things)).sort()).toEqual([...routes].sort());
    for (const route of allRoutes()) {
      const named = examplesOf(route).map(({ params = {} }) => Object.keys(params).sort());
      expect([keyOf(route), ...named]).toEqual([keyOf(route), ...named.map(() => [...route.inputs.params].sort())]);
    }
  });

  test.each(everybody)(
    'answers %s as the table says',
    async (name) => {
      for (const route of allRoutes()) {
        for (const example of examplesOf(route)) {
          const response = await ask(cookies.get(name) ?? '', route, example);
          if (example.endsSession) cookies.set(name, await staffed.signIn(name));
          const what = `${keyOf(route)} about ${JSON.stringify(example.about)}`;
          expect([what, told(response)]).toEqual([what, tableSays(name, route, example)]);
        }
      }
    },
    60_000,
  );
});

describe('an own part of what all may ask for', () => {
  const get = async (name: string, path: string) => {
    const response = await request(staffed.server.base)
      .get(path)
      .set('Cookie', cookies.get(name) ?? '');
    expect([path, response.status]).toEqual([path, 200]);
    return response.body;
  };

  test.each([
    ['admin', ['tax', 'water']],
    ['auditor', ['tax', 'water']],
    ['supervisor of tax', ['tax']],
    ['supervisor of water', ['water']],
    ['supervisor of both', ['tax', 'water']],
    ['television of tax', ['tax']],
  ])('%s sees %j', async (name, departments) => {
    const board = boardSettingsSchema.parse(await get(name, '/api/board'));
    expect(board.departments.map(({ id }) => id)).toEqual(departments);
    const person = staffed.people[name];
    if (!person || departmentsOf(person, 'calls.view') === undefined) return;
    const { items } = callPageViewSchema.parse(await get(name, '/api/calls?limit=200'));
    expect([...new Set(items.map(({ departmentId }) => departmentId))].sort()).toEqual(departments);
  });

  test('figures without a department are the first own one’s', async () => {
    const { departments } = metricsViewSchema.parse(await get('supervisor of both', '/api/metrics/live'));
    expect(departments.map(({ id }) => id)).toEqual(['water']);
  });

  test('raw events are for those who may see them', async () => {
    const rawOf = async (name: string) => {
      const call = callViewSchema.parse(await get(name, `/api/calls/${staffed.things.callSid}`));
      return call.events.some(({ raw }) => raw.length > 0);
    };
    expect(await Promise.all(['admin', 'auditor', 'supervisor of tax'].map(rawOf))).toEqual([true, false, false]);
  });
});

describe('the socket', () => {
  /** By event: what is sent, and what the table says to it. A new event does not compile until it stands here. */
  const events: Record<keyof ClientToServer, (string | undefined)[]> = {
    watch: [undefined, 'tax', 'water', 'nowhere'],
  };

  function tableSaysOfWatch(name: string, department: string | undefined): string {
    const person = staffed.people[name];
    if (!person) return 'SIGN_IN_REQUIRED';
    const own = departmentsOf(person, 'board.view');
    if (own === undefined) return 'FORBIDDEN';
    if (department === 'nowhere') return 'DEPARTMENT_NOT_FOUND';
    const watched = department ?? own?.[0];
    if (watched === undefined) return 'the city';
    return can(person, 'board.view', { departmentId: watched }) ? watched : 'FORBIDDEN';
  }

  test.each(everybody)(
    'answers %s as the table says',
    async (name) => {
      for (const department of events.watch) {
        const cookie = cookies.get(name) ?? '';
        const board = openBoard(staffed.server.base, { cookie, ...(department === undefined ? {} : { department }) });
        const state = await board.until(
          ({ snapshots, refusals, endings }) => snapshots.length + refusals.length + endings.length > 0,
        );
        const seen = state.metrics?.departments.map(({ id }) => id) ?? [];
        const shown = seen.length === 1 ? seen[0] : 'the city';
        const answer = state.endings[0] ?? state.refusals[0]?.error.code ?? shown;
        board.close();
        expect([department, answer]).toEqual([department, tableSaysOfWatch(name, department)]);
      }
    },
    30_000,
  );

  test('knows nobody who is not signed in', () => {
    expect(everybody).toContain(nobody);
    expect(staffed.people[nobody]).toBeUndefined();
  });
});
