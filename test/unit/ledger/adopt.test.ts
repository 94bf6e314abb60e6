// What a crash left half done between a leg's pointer, its own document and its root is completed, whichever is missing.
import { describe, expect, test } from '@jest/globals';
import type { CallEvent } from '../../../server/calls/callEvent.js';
import { callLegs } from '../../../server/ledger/callLeg.js';
import { calls } from '../../../server/ledger/callRecord.js';
import { createLedger } from '../../../server/ledger/ledger.js';
import { ruleFor } from '../../../server/verdict/presets.js';
import { memoryStore } from '../../support/memoryStore.js';
import { lineOf, sid, target, teller } from '../../support/scenarios.js';

const [root, leg] = [sid(1), sid(2)];
const rule = ruleFor('ulsan', 'KR');

/** A leg's event that names no call. */
function nameless(status: string, at: number): CallEvent {
  const event = teller({ root, origin: Date.parse('2026-02-12T02:00:00Z') }).leg(leg, target(1), status, at);
  if (!event) throw new Error('no event');
  const { rootSid, parentSid, ...rest } = event;
  return rest as CallEvent;
}

async function setUp() {
  const store = memoryStore();
  const ledger = createLedger({ store, rule });
  await ledger.record(nameless('ringing', 2));
  return { store, ledger, records: store.collection(calls), legs: store.collection(callLegs) };
}

describe('a leg that stood for itself', () => {
  test('stays so while nothing names its call', async () => {
    const { ledger, records } = await setUp();
    expect(await ledger.adopt(leg)).toBeUndefined();
    expect((await records.get(leg))?.mergedInto).toBeNull();
  });

  test('begins its root when a crash kept the root from being written', async () => {
    const { ledger, records, legs } = await setUp();
    await legs.insert({ id: leg, revision: 0, rootId: root });
    expect((await ledger.adopt(leg))?.id).toBe(root);
    expect((await records.get(root))?.call.legs).toMatchObject([{ sid: leg, status: 'ringing' }]);
    expect((await records.get(leg))?.mergedInto).toBe(root);
    // The call goes on as if nothing had happened.
    const voice = teller({ root, origin: Date.parse('2026-02-12T02:00:00Z') }).voice(0, lineOf([target(1)]));
    expect((await ledger.record(voice)).call).toMatchObject({ departmentId: 'tax', legs: [{ sid: leg }] });
  });

  test('whose pointer leads to a root that knows it already is left alone', async () => {
    const { ledger, records, legs } = await setUp();
    await legs.insert({ id: leg, revision: 0, rootId: root });
    await ledger.adopt(leg);
    const before = await records.get(root);
    expect((await ledger.adopt(leg))?.revision).toBe(before?.revision);
  });
});
