// The real product with two departments, one call of each, and somebody of every role signed in.
import { hash } from '@node-rs/argon2';
import request from 'supertest';
import { systemClock } from '../../server/base/clock.js';
import type { Role } from '../../server/contract/roles.js';
import { saveDirectory } from '../../server/directory/saveDirectory.js';
import type { Actor } from '../../server/identity/actor.js';
import { findUser, toUser, users } from '../../server/identity/users.js';
import type { Things } from './apiExamples.js';
import { lineOf, sid, simpleCall, target, teller } from './scenarios.js';
import { admin, startTestServer, type TestServer, type TestServerOptions } from './testServer.js';

type Person = Pick<Actor, 'userId' | 'role' | 'departmentIds' | 'mustChangePassword'>;

export interface Staffed {
  server: TestServer;
  things: Things;
  /** By what they are called in a test's title. */
  people: Record<string, Person>;
  /** A fresh session's Cookie header; empty for nobody. */
  signIn(name: string): Promise<string>;
}

export const nobody = 'nobody';

const password = 'correct horse battery';
const staff: Record<string, { role: Exclude<Role, 'tv'>; departmentIds: string[] | null; mustChangePassword?: true }> =
  {
    auditor: { role: 'auditor', departmentIds: null },
    'supervisor of tax': { role: 'supervisor', departmentIds: ['tax'] },
    'supervisor of water': { role: 'supervisor', departmentIds: ['water'] },
    'supervisor of both': { role: 'supervisor', departmentIds: ['water', 'tax'] },
    shopper: { role: 'shopper', departmentIds: null },
    official: { role: 'official', departmentIds: null },
    'newcomer with a made password': { role: 'admin', departmentIds: null, mustChangePassword: true },
  };
const screen = 'television of tax';

export const everybody = [nobody, 'admin', ...Object.keys(staff), screen];

const addressOf = (name: string) => `${name.replaceAll(' ', '-')}@hanbit.example`;

async function addStaff(server: TestServer): Promise<Record<string, Person>> {
  const collection = server.parts.store.collection(users);
  // As cheap as it may be: what passwords cost is another test's.
  const passwordHash = await hash(password, { memoryCost: 1_024, timeCost: 1, parallelism: 1 });
  const people: Record<string, Person> = {};
  for (const [name, { role, departmentIds, mustChangePassword = false }] of Object.entries(staff)) {
    const place = { role, departmentIds, officialId: null, mustChangePassword };
    const user = toUser({ email: addressOf(name), passwordHash, ...place }, Date.UTC(2026, 10, 1));
    const outcome = await collection.insert(user);
    if (!outcome.ok) throw new Error(`${name} was not added: ${outcome.code}`);
    people[name] = { userId: user.id, ...place };
  }
  return people;
}

async function addCalls({ parts }: TestServer, at: number): Promise<string> {
  for (const [index, department] of ['tax', 'water'].entries()) {
    const tell = teller({ root: sid(10 + index), origin: at - 600_000 });
    const desk = { ...target(index + 1, department) };
    const events = [
      tell.voice(0, lineOf([desk])),
      ...simpleCall(tell, { ring: 4, talk: 30, legSid: sid(20 + index) }).slice(1),
    ];
    for (const event of events) await parts.pipeline.ingest(event);
  }
  return sid(10);
}

const cookieIn = (response: request.Response) => String(response.headers['set-cookie'] ?? '').split(';')[0] ?? '';

export async function startStaffedServer(options: TestServerOptions = {}): Promise<Staffed> {
  const server = await startTestServer(options);
  const department = (id: string, ko: string, en: string) => ({ id, name: { ko, en }, bureau: '' });
  await saveDirectory(server.parts.store, {
    departments: [department('tax', '세무과', 'Tax'), department('water', '수도과', 'Water')],
    officials: [{ id: 'o-1', departmentId: 'tax', title: '주무관 1', address: 'sip:2001@desk.hanbit.example' }],
    lines: [],
  });
  await server.parts.directory.refresh();
  const staffPeople = await addStaff(server);
  const callSid = await addCalls(server, (options.clock ?? systemClock).now());

  async function openScreen(): Promise<string> {
    const link = { name: screen, departmentIds: ['tax'] };
    const made = await request(server.base)
      .post('/api/links')
      .set('Cookie', await server.signIn())
      .send(link);
    return cookieIn(await request(server.base).get(new URL(made.body.url).pathname));
  }

  async function signIn(name: string): Promise<string> {
    if (name === nobody) return '';
    if (name === screen) return openScreen();
    const who = name === 'admin' ? admin : { email: addressOf(name), password };
    const cookie = cookieIn(await request(server.base).post('/api/session').send(who));
    if (!cookie.startsWith('samsamsam=')) throw new Error(`${name} could not sign in`);
    return cookie;
  }

  const first = await findUser(server.parts.store.collection(users), admin.email);
  if (!first) throw new Error('there is no admin');
  const people: Record<string, Person> = {
    admin: { ...first, userId: first.id },
    ...staffPeople,
    // It has no account; whatever is its own is told by the table.
    [screen]: { userId: screen, role: 'tv', departmentIds: ['tax'], mustChangePassword: false },
  };
  return { server, people, things: { callSid, officialId: 'o-1', personId: people.official?.userId ?? '' }, signIn };
}
