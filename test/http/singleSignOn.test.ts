// Single sign-on against the real server and a provider that tells the truth or lies: only verified people with an account
// come in, and everything else leads back to the sign-in page.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { auditEntries } from '../../server/audit/auditEntry.js';
import { signInOptionsSchema } from '../../server/contract/session.js';
import { client, type Lie, type OidcProvider, type Person, startOidcProvider } from '../support/oidcProvider.js';
import { admin, startTestServer, type TestServer } from '../support/testServer.js';
import { createVisitor, type Visitor } from '../support/visitor.js';

let provider: OidcProvider;
let server: TestServer;
let boss: Visitor;
const person = { sub: 'p-1', email: 'Person@hanbit.example', email_verified: true };
const settingsOf = (issuer: string) => ({
  TRUST_PROXY: '1',
  OIDC_ISSUER: issuer,
  OIDC_CLIENT_ID: client.id,
  OIDC_CLIENT_SECRET: client.secret,
  OIDC_NAME: '한빛 통합로그인',
});
beforeAll(async () => {
  provider = await startOidcProvider();
  server = await startTestServer({ env: settingsOf(provider.issuer) });
  boss = createVisitor(server.base);
  await boss.signIn(admin.email, admin.password);
  const body = { email: 'person@hanbit.example', role: 'auditor', departmentIds: null, officialId: null };
  expect((await boss.post('/api/people', body)).status).toBe(200);
});
afterAll(async () => {
  await server.stop();
  await provider.stop();
});
beforeEach(() => provider.tellOnlyOnDemand(false));

/** To the provider and back, as far as the provider's answer. */
async function goThere(visitor: Visitor, who: Person, lie: Lie = {}): Promise<string> {
  provider.expect(who, lie);
  const begun = await visitor.get('/api/session/sso');
  expect(begun.status).toBe(303);
  const back = await provider.signInAt(begun.location ?? '');
  return back.pathname + back.search;
}
async function comeIn(who: Person, lie: Lie = {}): Promise<{ visitor: Visitor; location: string | null }> {
  const visitor = createVisitor(server.base);
  const { location } = await visitor.get(await goThere(visitor, who, lie));
  return { visitor, location };
}
const lastEntry = async () =>
  (await server.parts.store.collection(auditEntries).list({ index: 'bySeq', order: 'descending', limit: 1 })).items[0];

test('the sign-in page is told what the button is called, or that there is none', async () => {
  const answer = await createVisitor(server.base).get('/api/session/options');
  expect(signInOptionsSchema.parse(answer.body)).toEqual({ sso: { name: '한빛 통합로그인' } });
  const without = await startTestServer();
  try {
    expect((await createVisitor(without.base).get('/api/session/options')).body).toEqual({ sso: null });
    expect((await createVisitor(without.base).get('/api/session/sso')).status).toBe(404);
  } finally {
    await without.stop();
  }
});

test('whoever has an account comes in, without having to change a password that nobody used', async () => {
  const { visitor, location } = await comeIn(person);
  expect(location).toBe('/');
  const session = (await visitor.get('/api/session')).body;
  expect(session).toMatchObject({ email: 'person@hanbit.example', role: 'auditor', mustChangePassword: false });
  expect(visitor.cookie()).toMatch(/^samsamsam=[\w-]{43}$/);
  const { items } = await server.parts.store
    .collection(auditEntries)
    .list({ index: 'bySeq', order: 'descending', limit: 1 });
  expect(items[0]).toMatchObject({ kind: 'sign-in', account: 'person@hanbit.example', after: { by: 'sso' } });
});

test('a provider that tells the address only to those who ask for it is asked', async () => {
  provider.tellOnlyOnDemand(true);
  expect((await comeIn(person)).location).toBe('/');
});

describe('back at the sign-in page, with a line that says why', () => {
  test.each<[string, Person, string]>([
    ['nobody has made an account', { ...person, email: 'stranger@hanbit.example' }, 'no-account'],
    ['the address is not verified', { ...person, email_verified: false }, 'no-account'],
    ['nothing is said of the address being verified', { sub: 'p-1', email: person.email }, 'no-account'],
    ['there is no address', { sub: 'p-1' }, 'no-account'],
  ])('when %s', async (_what, who, problem) => {
    const { visitor, location } = await comeIn(who);
    expect(location).toBe(`/?sso=${problem}`);
    expect((await visitor.get('/api/session')).status).toBe(401);
    expect(await lastEntry()).toMatchObject({ kind: 'sign-in-failed' });
  });

  test.each<[string, Lie]>([
    ['another nonce', { claims: { nonce: 'another' } }],
    ['another issuer', { claims: { iss: 'https://elsewhere.example' } }],
    ['another audience', { claims: { aud: 'another client' } }],
    ['an expired token', { expiredFor: 60_000 }],
    ['a signature by an unknown key', { foreignKey: true }],
  ])('after %s', async (_what, lie) => {
    const { visitor, location } = await comeIn(person, lie);
    expect(location).toBe('/?sso=failed');
    expect((await visitor.get('/api/session')).status).toBe(401);
    expect(await lastEntry()).toMatchObject({ kind: 'sign-in-failed', account: '', after: { cause: 'refused' } });
  });

  test('when the person says no there', async () => {
    const visitor = createVisitor(server.base);
    const path = await goThere(visitor, person);
    const state = new URLSearchParams(path.split('?')[1]).get('state');
    const { location } = await visitor.get(`/api/session/sso/return?error=access_denied&state=${state}`);
    expect(location).toBe('/?sso=failed');
  });

  test('when somebody else’s answer is handed to this browser, or an answer comes twice', async () => {
    const [victim, attacker] = [createVisitor(server.base), createVisitor(server.base)];
    await goThere(victim, person);
    const planted = await goThere(attacker, person);
    expect((await victim.get(planted)).location).toBe('/?sso=failed');
    expect((await createVisitor(server.base).get(planted)).location).toBe('/?sso=failed');
    const honest = createVisitor(server.base);
    const path = await goThere(honest, person);
    const ticket = honest.cookie();
    expect((await honest.get(path)).location).toBe('/');
    honest.take(ticket);
    expect((await honest.get(path)).location).toBe('/?sso=failed');
  });

  test('when the account is disabled', async () => {
    const { items } = (await boss.get('/api/people?q=person@')).body;
    const [{ id, revision, role, departmentIds, officialId }] = items;
    const same = { role, departmentIds, officialId };
    const disabled = await boss.put(`/api/people/${id}`, { ...same, revision, disabled: true });
    expect((await comeIn(person)).location).toBe('/?sso=no-account');
    await boss.put(`/api/people/${id}`, { ...same, revision: disabled.body.revision, disabled: false });
    expect((await comeIn(person)).location).toBe('/');
  });
});

test('a provider that is down stops neither the start nor the password', async () => {
  const gone = await startOidcProvider();
  await gone.stop();
  const lonely = await startTestServer({ env: settingsOf(gone.issuer) });
  try {
    const visitor = createVisitor(lonely.base);
    expect((await visitor.get('/api/session/sso')).location).toBe('/?sso=unavailable');
    expect((await visitor.signIn(admin.email, admin.password)).status).toBe(200);
  } finally {
    await lonely.stop();
  }
});

test('a provider that goes away in between is named as such', async () => {
  const brief = await startOidcProvider();
  const other = await startTestServer({ env: settingsOf(brief.issuer) });
  try {
    const visitor = createVisitor(other.base);
    const begun = await visitor.get('/api/session/sso');
    const back = await brief.signInAt(begun.location ?? '');
    await brief.stop();
    expect((await visitor.get(back.pathname + back.search)).location).toBe('/?sso=unavailable');
  } finally {
    await other.stop();
    await brief.stop();
  }
});
