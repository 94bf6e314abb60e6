// A store as full as a city's after years: call documents made by the product from stories of every kind, told again and again.
import { replay } from '../../../server/calls/applyEvent.js';
import { type CallRecord, calls, recordOf } from '../../../server/ledger/callRecord.js';
import type { Store } from '../../../server/storage/port.js';
import { ruleFor } from '../../../server/verdict/presets.js';
import { tellStory } from '../../support/callStories.js';
import { sid } from '../../support/scenarios.js';

const kinds = ['simple', 'abandoned', 'simple', 'busy', 'mailbox'] as const;
const departments = ['tax', 'traffic', 'water', 'welfare', 'roads', 'parks', 'housing'];
const perCommit = 1_000;
const firstCall = Date.UTC(2028, 0, 3);
/** Three thousand calls in an office day of nine hours, and the nights left out: the order is what matters here. */
const apartMs = 10_800;

/** Texts of whole documents, one per kind, around the sid of call 1. */
const templates = kinds.map((kind, index) => {
  const numbers = { kind, ring: 2 + index, talk: 60 + index * 31, second: 4, rounding: 0, phase: 0 };
  const { root, events } = tellStory({ ...numbers, hint: 'both', hungUpFirst: 'caller' }, 0, firstCall);
  return { root, text: JSON.stringify(recordOf(replay(root, events), ruleFor('ulsan', 'KR'), 1)) };
});

export const callId = (index: number) => sid(0x1000 + index);

export function callNumber(index: number): CallRecord {
  const { root, text } = templates[index % templates.length] ?? { root: '', text: '' };
  const startedAt = firstCall + index * apartMs;
  const departmentId = departments[index % departments.length] ?? null;
  const record = JSON.parse(text.replaceAll(root, callId(index))) as CallRecord;
  return { ...record, startedAt, departmentId, officialId: `official-${index % 720}` };
}

/** Bytes of JSON of an average document. */
export const averageBytes = Math.round(
  templates.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / templates.length,
);

/** Commits under way at once: the next is made ready while the disk syncs the last. */
const atOnce = 2;

/** Puts the first `count` calls there. */
export async function storeCalls(store: Store, count: number): Promise<void> {
  const collection = store.collection(calls);
  async function storeEvery(first: number): Promise<void> {
    for (let at = first; at < count; at += perCommit * atOnce) {
      const length = Math.min(perCommit, count - at);
      const outcomes = await Promise.all(Array.from({ length }, (_, index) => collection.load(callNumber(at + index))));
      const refused = outcomes.find(({ ok }) => !ok);
      if (refused) throw new Error(`A call was refused: ${JSON.stringify(refused)}`);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, (_, turn) => storeEvery(turn * perCommit)));
}
