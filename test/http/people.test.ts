// People as admins keep them, against the real server: made passwords, roles, the last admin, and what the record says.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditEntries } from '../../server/audit/auditEntry.js';
import { newPersonViewSchema, type PersonView, personPageViewSchema } from '../../server/contract/person.js';
import { manualClock } from '../support/manualClock.js';
import { admin, startTestServer, type TestServer } from '../support/testServer.js';
import { createVisitor, type Visitor } from '../support/visitor.js';

const clock = manualClock(Date.UTC(2026, 10, 23, 1));
const own = 'a password of my own';
let server: TestServer;
let boss: Visitor;
beforeAll(async () => {
  server = await startTestServer({ clock, env: { TRUST_PROXY: '1' } });
  boss = createVisitor(server.base);
  await boss.signIn(admin.email, admin.password);
});
afterAll(() => server.stop());

let added = 0;
async function addPerson(role = 'auditor'): Promise<{ person: PersonView; madePassword: string }> {
  added += 1;
  const body = { email: `Person-${added}@hanbit.example`, role, departmentIds: null, officialId: null };
  return newPersonViewSchema.parse((await boss.post('/api/people', body)).body);
}

/** Signed in, with a password of their own. */
async function settle(person: PersonView, madePassword: string): Promise<Visitor> {
  const visitor = createVisitor(server.base);
  await visitor.signIn(person.email, madePassword);
  expect((await visitor.put('/api/account/password', { current: madePassword, next: own })).status).toBe(204);
  return visitor;
}

const changeOf = ({ revision, role, departmentIds, officialId, state }: PersonView, change: object) => ({
  ...{ revision, role, departmentIds, officialId, disabled: state === 'disabled' },
  ...change,
});
const see = async (id: string): Promise<PersonView> => {
  const page = personPageViewSchema.parse((await boss.get('/api/people?limit=200')).body);
  const found = page.items.find((person) => person.id === id);
  if (!found) throw new Error('The person is not listed.');
  return found;
};

describe('a made password', () => {
  test('opens a session that can only change it, and then everything', async () => {
    const { person, madePassword } = await addPerson();
    expect(person).toMatchObject({ email: 'person-1@hanbit.example', state: 'active', mustChangePassword: true });
    const visitor = createVisitor(server.base);
    const signedIn = await visitor.signIn(person.email, madePassword);
    expect(signedIn.body).toMatchObject({ mustChangePassword: true, abilities: ['session.own', 'account.own'] });
    for (const path of ['/api/board', '/api/calls', '/api/people', '/api/metrics/live'])
      expect((await visitor.get(path)).body.error.code).toBe('FORBIDDEN');
    expect((await visitor.get('/api/account')).body.hasOwnPassword).toBe(false);
    await visitor.put('/api/account/password', { current: madePassword, next: own });
    expect((await visitor.get('/api/session')).body.mustChangePassword).toBe(false);
    expect((await visitor.get('/api/calls')).status).toBe(200);
    const again = createVisitor(server.base);
    expect((await again.signIn(person.email, madePassword)).status).toBe(401);
    expect((await again.signIn(person.email, own)).status).toBe(200);
  });

  test('is not changed without the old one, nor to a short one, nor to itself', async () => {
    const { person, madePassword } = await addPerson();
    const visitor = createVisitor(server.base);
    await visitor.signIn(person.email, madePassword);
    const wrong = await visitor.put('/api/account/password', { current: 'wrong', next: own });
    expect([wrong.status, wrong.body.error.code]).toEqual([403, 'PASSWORD_WRONG']);
    expect((await visitor.put('/api/account/password', { current: madePassword, next: 'short' })).status).toBe(400);
    const same = await visitor.put('/api/account/password', { current: madePassword, next: madePassword });
    expect([same.status, same.body.error.message]).toEqual([400, 'Check the body: next.']);
    expect((await visitor.get('/api/session')).body.mustChangePassword).toBe(true);
  });

  test('made anew ends the sessions under the old one', async () => {
    const { person, madePassword } = await addPerson();
    const visitor = await settle(person, madePassword);
    const made = await boss.post(`/api/people/${person.id}/password`);
    expect((await visitor.get('/api/session')).status).toBe(401);
    expect((await visitor.signIn(person.email, own)).status).toBe(401);
    expect((await visitor.signIn(person.email, made.body.madePassword)).body.mustChangePassword).toBe(true);
  });
});

describe('adding and changing', () => {
  test('an address that somebody has is refused, however it is written', async () => {
    const body = { email: admin.email.toUpperCase(), role: 'auditor', departmentIds: null, officialId: null };
    const taken = await boss.post('/api/people', body);
    expect([taken.status, taken.body.error.code]).toEqual([409, 'EMAIL_TAKEN']);
  });

  test.each([
    [{ role: 'tv' }, 400, 'BAD_REQUEST'],
    [{ role: 'auditor', departmentIds: ['tax'] }, 400, 'BAD_REQUEST'],
    [{ role: 'supervisor', departmentIds: [] }, 400, 'BAD_REQUEST'],
    [{ role: 'supervisor', departmentIds: ['nowhere'] }, 404, 'DEPARTMENT_NOT_FOUND'],
  ])('%j is refused', async (given, status, code) => {
    const person = { email: 'new@hanbit.example', role: 'auditor', departmentIds: null, officialId: null };
    const answer = await boss.post('/api/people', { ...person, ...given });
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  });

  test('a change on top of an outdated one is a conflict and changes nothing', async () => {
    const { person } = await addPerson();
    const first = await boss.put(`/api/people/${person.id}`, changeOf(person, { role: 'shopper' }));
    expect(first.body).toMatchObject({ role: 'shopper', revision: person.revision + 1 });
    const late = await boss.put(`/api/people/${person.id}`, changeOf(person, { role: 'admin' }));
    expect([late.status, late.body.error.code]).toEqual([409, 'CONFLICT']);
    expect((await see(person.id)).role).toBe('shopper');
  });

  test('another role and being disabled end the sessions at once; a number in the directory does not', async () => {
    const { person, madePassword } = await addPerson('supervisor');
    const visitor = await settle(person, madePassword);
    await boss.put(`/api/people/${person.id}`, changeOf(await see(person.id), { officialId: 'o-1' }));
    expect((await visitor.get('/api/session')).status).toBe(200);
    await boss.put(`/api/people/${person.id}`, changeOf(await see(person.id), { role: 'official' }));
    expect((await visitor.get('/api/session')).status).toBe(401);
    expect((await visitor.signIn(person.email, own)).body.role).toBe('official');
    await boss.put(`/api/people/${person.id}`, changeOf(await see(person.id), { disabled: true }));
    expect((await visitor.get('/api/session')).status).toBe(401);
    const shut = await visitor.signIn(person.email, own);
    expect(shut.body.error.code).toBe('SIGN_IN_FAILED');
    expect((await see(person.id)).state).toBe('disabled');
  });

  test('people are found by role and by a part of the address, page by page', async () => {
    const all = personPageViewSchema.parse((await boss.get('/api/people?limit=200')).body).items;
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const page = personPageViewSchema.parse((await boss.get(`/api/people?limit=2${cursor}`)).body);
      seen.push(...page.items.map(({ email }) => email));
      if (page.nextCursor === null) break;
      cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
    }
    expect(seen).toEqual(all.map(({ email }) => email));
    expect(seen).toEqual([...seen].sort());
    expect((await boss.get('/api/people?q=ADMIN@')).body.items.map(({ email }: PersonView) => email)).toEqual([
      admin.email,
    ]);
    const auditors = personPageViewSchema.parse((await boss.get('/api/people?role=auditor&limit=200')).body).items;
    expect(auditors).toEqual(all.filter(({ role }) => role === 'auditor'));
  });
});

describe('the last admin', () => {
  const findAdmin = async () => (await boss.get('/api/people?role=admin')).body.items as PersonView[];

  test('can be neither disabled nor demoted', async () => {
    const [last] = await findAdmin();
    if (!last) throw new Error('There is no admin.');
    for (const change of [{ disabled: true }, { role: 'auditor' }]) {
      const answer = await boss.put(`/api/people/${last.id}`, changeOf(last, change));
      expect([answer.status, answer.body.error.code]).toEqual([409, 'LAST_ADMIN']);
    }
    expect((await boss.get('/api/session')).body.role).toBe('admin');
  });

  test('remains when two admins demote each other at the same moment', async () => {
    const { person, madePassword } = await addPerson('admin');
    const second = await settle(person, madePassword);
    const [mine, theirs] = [(await findAdmin()).find(({ email }) => email === admin.email), await see(person.id)];
    if (!mine) throw new Error('There is no first admin.');
    const statuses = await Promise.all([
      boss.put(`/api/people/${theirs.id}`, changeOf(theirs, { role: 'auditor' })),
      second.put(`/api/people/${mine.id}`, changeOf(mine, { disabled: true })),
    ]).then((answers) => answers.map(({ status }) => status));
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    const left = statuses[0] === 200 ? boss : second;
    const admins = personPageViewSchema.parse((await left.get('/api/people?role=admin')).body).items;
    expect(admins.filter(({ state }) => state === 'active')).toHaveLength(1);
  });
});

test('every change is in the access record, and no secret is', async () => {
  const { items } = await server.parts.store.collection(auditEntries).list({ index: 'bySeq', limit: 500 });
  const tasks = new Set(items.map(({ kind, task }) => `${kind} ${task}`));
  for (const expected of [
    'create people.change',
    'change people.change',
    'change people.password',
    'change account.password',
    'sign-in session.open',
    'sign-in-failed session.open',
  ])
    expect(tasks).toContain(expected);
  const text = JSON.stringify(items);
  for (const secret of ['$argon2id$', own, admin.password, 'passwordHash', 'keyHash'])
    expect(text).not.toContain(secret);
});
