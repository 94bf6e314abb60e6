// The same key with other content: the earlier stays, the other is kept beside it, and each is counted once.
import { expect, test } from '@jest/globals';
import { calls } from '../../../server/ledger/callRecord.js';
import { createLedger } from '../../../server/ledger/ledger.js';
import { ruleFor } from '../../../server/verdict/presets.js';
import { memoryStore } from '../../support/memoryStore.js';
import { sid, simpleCall, teller } from '../../support/scenarios.js';

test('a conflict is counted once, however often it comes', async () => {
  const store = memoryStore();
  const told: number[] = [];
  const ledger = createLedger({ store, rule: ruleFor('ulsan', 'KR'), onConflicts: (count) => told.push(count) });
  const root = sid(1);
  const events = simpleCall(teller({ root, origin: Date.UTC(2026, 1, 12, 2) }), { ring: 3, talk: 60, legSid: sid(2) });
  for (const event of events) await ledger.record(event);
  expect(told).toEqual([]);
  const [, , ringing] = events;
  if (!ringing) throw new Error('the story has no ringing');
  const contrary = { ...ringing, receivedAt: ringing.receivedAt + 9_000, raw: [...ringing.raw, ['Odd', '1']] };
  const conflict = { ...contrary, raw: contrary.raw.map(([name = '', value = '']): [string, string] => [name, value]) };
  await ledger.record(conflict);
  await ledger.record({ ...conflict, receivedAt: conflict.receivedAt + 1_000 });
  expect(told).toEqual([1]);
  expect((await store.collection(calls).get(root))?.call.conflicts).toHaveLength(1);
});
