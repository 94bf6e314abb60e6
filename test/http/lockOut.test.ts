// Guessing one account's password, against the real server: when it locks, that nothing is told, and the ways back.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { auditEntries } from '../../server/audit/auditEntry.js';
import { manualClock } from '../support/manualClock.js';
import { admin, startTestServer, type TestServer } from '../support/testServer.js';
import { createVisitor, type Visitor } from '../support/visitor.js';

const clock = manualClock(Date.UTC(2026, 10, 23, 1));
const minutes = 60_000;
let server: TestServer;
let boss: Visitor;
beforeAll(async () => {
  server = await startTestServer({ clock, env: { TRUST_PROXY: '1' } });
  boss = createVisitor(server.base);
  await boss.signIn(admin.email, admin.password);
});
afterAll(() => server.stop());

const visitor = () => createVisitor(server.base);
let added = 0;
async function addPerson(): Promise<{ id: string; email: string; password: string }> {
  added += 1;
  const body = { email: `person-${added}@hanbit.example`, role: 'auditor', departmentIds: null, officialId: null };
  const { person, madePassword } = (await boss.post('/api/people', body)).body;
  return { id: person.id, email: person.email, password: madePassword };
}
async function guess(email: string, times: number): Promise<string[]> {
  const codes: string[] = [];
  for (let time = 0; time < times; time += 1) codes.push((await visitor().signIn(email, 'wrong')).body.error.code);
  return codes;
}
const stateOf = async (email: string) => (await boss.get(`/api/people?q=${email}`)).body.items[0];

test('ten wrong passwords lock an account from every address, and an unknown one in just the same way', async () => {
  const { email } = await addPerson();
  const answers = await guess(email, 11);
  expect(answers).toEqual([...Array.from({ length: 10 }, () => 'SIGN_IN_FAILED'), 'SIGN_IN_LOCKED']);
  expect(await guess('nobody@hanbit.example', 11)).toEqual(answers);
  const [known, unknown] = [await visitor().signIn(email, 'x'), await visitor().signIn('nobody@hanbit.example', 'x')];
  expect(known).toEqual(unknown);
  expect(known.status).toBe(429);
  expect(await stateOf(email)).toMatchObject({
    state: 'locked',
    lockedUntil: new Date(clock.now() + 15 * minutes).toISOString(),
  });
});

test('the right password does not open it, time does, and tries at the closed door do not add to it', async () => {
  const { email, password } = await addPerson();
  await guess(email, 10);
  clock.advance(10 * minutes);
  await guess(email, 12);
  expect((await visitor().signIn(email, password)).body.error.code).toBe('SIGN_IN_LOCKED');
  clock.advance(5 * minutes - 1);
  expect((await visitor().signIn(email, password)).body.error.code).toBe('SIGN_IN_LOCKED');
  clock.advance(1);
  expect((await visitor().signIn(email, password)).status).toBe(200);
  expect((await stateOf(email)).state).toBe('active');
});

test('wrong passwords further apart than a quarter of an hour, or before a right one, do not add up', async () => {
  const { email, password } = await addPerson();
  await guess(email, 9);
  clock.advance(15 * minutes);
  await guess(email, 9);
  expect((await visitor().signIn(email, password)).status).toBe(200);
  expect(await guess(email, 9)).not.toContain('SIGN_IN_LOCKED');
  expect((await visitor().signIn(email, password)).status).toBe(200);
});

test('an admin opens it again', async () => {
  const { id, email, password } = await addPerson();
  await guess(email, 10);
  expect((await boss.post(`/api/people/${id}/unlock`)).status).toBe(204);
  expect((await visitor().signIn(email, password)).status).toBe(200);
});

test('guesses that run side by side do not slip past the lock', async () => {
  const { email, password } = await addPerson();
  const guesses = Array.from({ length: 20 }, () => visitor().signIn(email, 'wrong'));
  const codes = (await Promise.all(guesses)).map(({ body }) => body.error.code);
  expect(codes.filter((code) => code === 'SIGN_IN_FAILED')).toHaveLength(10);
  expect((await visitor().signIn(email, password)).body.error.code).toBe('SIGN_IN_LOCKED');
});

test('a session left open cannot be used to guess the password either', async () => {
  const { email, password } = await addPerson();
  const left = visitor();
  await left.signIn(email, password);
  const codes: string[] = [];
  for (let time = 0; time < 11; time += 1) {
    const body = { current: 'wrong', next: 'a password of my own' };
    codes.push((await left.put('/api/account/password', body)).body.error.code);
  }
  expect(codes).toEqual([...Array.from({ length: 10 }, () => 'PASSWORD_WRONG'), 'SIGN_IN_LOCKED']);
});

test('the record names each wrong try, the lock and the unlocking', async () => {
  const { id, email } = await addPerson();
  await guess(email, 11);
  await boss.post(`/api/people/${id}/unlock`);
  const { items } = await server.parts.store.collection(auditEntries).list({ index: 'bySeq', limit: 500 });
  const tries = items.filter(({ kind, account }) => kind === 'sign-in-failed' && account === email);
  expect(tries.map(({ after }) => after)).toEqual([
    ...Array.from({ length: 9 }, () => ({ cause: 'password' })),
    { cause: 'password, now locked' },
  ]);
  expect(items.at(-1)).toMatchObject({ task: 'people.unlock', account: admin.email, subject: { id, whose: email } });
});
