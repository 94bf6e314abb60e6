// Callers who call again: found by a keyed hash, and those who withhold their number are nobody's double.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { collections } from '../../server/collections.js';
import { callPageViewSchema, callViewSchema } from '../../server/contract/callView.js';
import { calls } from '../../server/ledger/callRecord.js';
import { asCitizen } from '../support/asCitizen.js';
import { manualClock } from '../support/manualClock.js';
import { sid, simpleCall, teller } from '../support/scenarios.js';
import { type OpenedLane, storeLanes } from '../support/storeLanes.js';
import { startTestServer, type TestServer } from '../support/testServer.js';

const morning = Date.UTC(2026, 10, 23, 0, 30);
const minute = 60_000;
const [citizen, other] = ['+821055551234', '+821055559999'];
/** By minute of the morning. */
const callers = [citizen, '+266696687', other, '010-5555-1234', 'anonymous', '+266696687', citizen];

describe.each(storeLanes())('a caller who calls again $title', (lane) => {
  let opened: OpenedLane;
  let server: TestServer;
  beforeAll(async () => {
    opened = await lane.open(collections);
    server = await startTestServer({ clock: manualClock(morning + 60 * minute), store: opened.store });
    for (const [index, from] of callers.entries()) {
      const tell = teller({ root: sid(100 + index), origin: morning + index * minute });
      const events = simpleCall(tell, { ring: 4, talk: 30, legSid: sid(200 + index) });
      for (const event of asCitizen(events, from)) await server.parts.pipeline.ingest(event);
    }
  });
  afterAll(async () => {
    await server.stop();
    await opened.dispose();
  });

  const pageOf = async (index: number) =>
    callViewSchema.strict().parse((await server.get(`/api/calls/${sid(100 + index)}`)).body);
  const keyAt = async (index: number) => (await pageOf(index)).callerKey;

  async function found(query: string): Promise<number[]> {
    const { status, body } = await server.get(`/api/calls?${query}`);
    expect(status).toBe(200);
    return callPageViewSchema.parse(body).items.map((call) => Number.parseInt(call.sid.slice(2), 16) - 100);
  }

  test('has the same opaque word on each call, however the number was written', async () => {
    const keys = await Promise.all(callers.map((_caller, index) => keyAt(index)));
    expect(keys[0]).toMatch(/^[\w-]{43}$/);
    expect([keys[3], keys[6]]).toEqual([keys[0], keys[0]]);
    expect(keys[2]).toMatch(/^[\w-]{43}$/);
    expect(keys[2]).not.toBe(keys[0]);
    expect([keys[1], keys[4], keys[5]]).toEqual([null, null, null]);
  });

  test('is found by that word, newest first, within the other filters', async () => {
    const key = await keyAt(0);
    expect(await found(`caller=${key}`)).toEqual([6, 3, 0]);
    expect(await found(`caller=${key}&limit=2`)).toEqual([6, 3]);
    const until = new Date(morning + 5 * minute).toISOString();
    expect(await found(`caller=${key}&to=${until}`)).toEqual([3, 0]);
    expect(await found(`caller=${key}&department=tax`)).toEqual([6, 3, 0]);
    expect(await found(`caller=${key}&department=water`)).toEqual([]);
    expect(await found(`caller=${await keyAt(2)}`)).toEqual([2]);
    expect(await found(`caller=${'A'.repeat(43)}`)).toEqual([]);
  });

  test.each(['caller=', 'caller=null', 'caller=%2B821055551234', `caller=${'A'.repeat(44)}`])(
    'is not looked for by ?%s',
    async (query) => {
      expect((await server.get(`/api/calls?${query}`)).status).toBe(400);
    },
  );

  test('costs one hash, and a call keeps it under another secret', async () => {
    const again = await startTestServer({ store: opened.store, env: { HASH_KEY: 'another key of many letters' } });
    const before = await keyAt(0);
    const tell = teller({ root: sid(100), origin: morning });
    const late = tell.action(300, { DialCallStatus: 'completed', CallStatus: 'completed' }, { step: 9 });
    for (const event of asCitizen([late], citizen)) await again.parts.pipeline.ingest(event);
    const stored = await opened.store.collection(calls).get(sid(100));
    await again.stop();
    expect(stored?.call.events).toContainEqual(expect.objectContaining({ key: late.key }));
    expect(stored?.callerKey).toBe(before);
  });

  test('is unknown on a call stored before there were keys, which reads as ever', async () => {
    const collection = opened.store.collection(calls);
    const stored = await collection.get(sid(102));
    if (!stored) throw new Error('the call is missing');
    const { callerKey, ...older } = stored;
    expect((await collection.replace(older, stored.revision)).ok).toBe(true);
    expect(await pageOf(2)).toMatchObject({ from: '010-****-9999', callerKey: null });
    expect(await found(`caller=${callerKey}`)).toEqual([]);
    expect(await found('limit=200')).toHaveLength(callers.length);
  });
});
