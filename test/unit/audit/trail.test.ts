// Appending to the access record: one chain, whoever writes, whatever the database answers.
import { describe, expect, test } from '@jest/globals';
import type { AuditEntry } from '../../../server/audit/auditEntry.js';
import { createAuditTrail } from '../../../server/audit/trail.js';
import { type Collection, StorageError } from '../../../server/storage/port.js';
import { manualClock } from '../../support/manualClock.js';
import { storeLanes } from '../../support/storeLanes.js';
import {
  allEntries,
  auditInMemory,
  auditOn,
  changeOf,
  collections,
  faultOf,
  key,
  note,
  person,
  start,
  things,
} from './auditFixture.js';

const lost = new StorageError('unavailable', 'The connection was lost.');

/** Loses the answer of every write that `fate` names, after or before it was done. */
function unsure(entries: Collection<AuditEntry>, fate: (attempt: number) => 'told' | 'done' | 'undone') {
  let attempt = 0;
  return {
    ...entries,
    async insert(entry: AuditEntry) {
      const happens = fate(attempt++);
      if (happens === 'undone') throw lost;
      const outcome = await entries.insert(entry);
      if (happens === 'done') throw lost;
      return outcome;
    },
  };
}

describe('the access record', () => {
  test('has an entry before its change is made', async () => {
    const { audit, entries, store } = auditInMemory();
    const collection = store.collection(things);
    let before = -1;
    await audit.by(person('kim')).change(changeOf('a', 1, 'create'), async () => {
      before = await entries.size();
      return collection.insert({ id: 'a', revision: 0, word: 'one' });
    });
    expect(before).toBe(1);
    expect(await allEntries(entries)).toMatchObject([
      { seq: 1, account: 'kim@hanbit.example', target: { id: 'a', revision: 1 } },
    ]);
  });

  test('makes no change where the entry could not be written', async () => {
    const { entries, clock } = auditInMemory();
    const audit = createAuditTrail({ entries: unsure(entries, () => 'undone'), key, clock });
    let changes = 0;
    const change = audit.by(person('kim')).change(changeOf('a', 1), async () => {
      changes += 1;
      return { ok: true, revision: 1 };
    });
    await expect(change).rejects.toBe(lost);
    expect(changes).toBe(0);
  });

  test('says at once that a refused change was not carried out', async () => {
    const { audit, entries } = auditInMemory();
    const outcome = await audit
      .by(person('kim'))
      .change(changeOf('a', 3), async () => ({ ok: false, code: 'conflict' }));
    expect(outcome).toEqual({ ok: false, code: 'conflict' });
    expect((await allEntries(entries))[1]).toMatchObject({
      kind: 'not-carried-out',
      account: 'kim@hanbit.example',
      subject: { type: 'audit', id: '000000000001' },
      after: { seq: 1, because: 'conflict' },
    });
  });

  test('does not let an entry name another revision than the change makes', async () => {
    const { audit } = auditInMemory();
    const change = audit.by(person('kim')).change(changeOf('a', 3), async () => ({ ok: true, revision: 4 }));
    await expect(change).rejects.toThrow('A change made revision 4, its entry said 3.');
  });

  test('neither breaks nor doubles an entry whose write was done without an answer', async () => {
    const { entries, clock } = auditInMemory();
    const audit = createAuditTrail({ entries: unsure(entries, (n) => (n % 3 === 0 ? 'done' : 'told')), key, clock });
    for (const id of ['CA1', 'CA2', 'CA3'])
      await audit.by(person('kim')).record(note({ subject: { type: 'call', id, whose: null, departmentId: null } }));
    const all = await allEntries(entries);
    expect(all.map(({ subjectId }) => subjectId)).toEqual(['CA1', 'CA2', 'CA3']);
    expect(faultOf(all)).toBeUndefined();
  });

  test('goes on behind an entry that arrived after its writer had given up', async () => {
    const { entries, clock } = auditInMemory();
    // Both tries of the first lose their answer; the second was done.
    const audit = createAuditTrail({
      entries: unsure(entries, (n) => (n === 0 ? 'undone' : n === 1 ? 'done' : 'told')),
      key,
      clock,
    });
    await expect(audit.by(person('kim')).record(note())).rejects.toBe(lost);
    await audit.by(person('lee')).record(note());
    const all = await allEntries(entries);
    expect(all.map(({ userId }) => userId)).toEqual(['kim', 'lee']);
    expect(faultOf(all)).toBeUndefined();
  });

  test('never goes back in time, whichever clock is behind', async () => {
    const ahead = auditInMemory(manualClock(start + 5_000));
    const behind = auditOn(ahead.store, manualClock(start));
    await ahead.audit.by(person('kim')).record(note());
    await behind.audit.by(person('lee')).record(note());
    expect((await allEntries(ahead.entries)).map(({ at }) => at)).toEqual([start + 5_000, start + 5_000]);
  });

  test.each(storeLanes())('$title proves what it wrote, whatever the words', async ({ open }) => {
    const lane = await open(collections);
    const { audit, entries } = auditOn(lane.store, manualClock(start));
    const odd = {
      name: 'half a \ud800 pair',
      nothing: undefined,
      minus: -0,
      deep: [{ b: 1, a: [] }],
      quote: '"\u2028\n',
    };
    await audit.by(person('김')).record(note({ reason: '\udfff 민원', before: odd, after: odd }));
    await audit.by(person('kim')).record(note());
    expect(faultOf(await allEntries(entries))).toBeUndefined();
    await lane.dispose();
  });

  test('that is written by one process alone takes what waits together, and refuses one without losing the others', async () => {
    const [embedded] = storeLanes();
    if (!embedded) throw new Error('there is always an embedded store');
    const lane = await embedded.open(collections);
    const { audit, entries } = auditOn(lane.store, manualClock(start), true);
    const trail = audit.by(person('kim'));
    const bad = note({ before: { 'a.b': 'a name that no store takes' } });
    const told = await Promise.allSettled(
      Array.from({ length: 250 }, (_, n) => trail.record(n % 60 === 7 ? bad : note({ reason: `${n}` }))),
    );
    expect(told.flatMap(({ status }, n) => (status === 'rejected' ? [n] : []))).toEqual([7, 67, 127, 187, 247]);
    const all = await allEntries(entries);
    expect(faultOf(all)).toBeUndefined();
    const good = Array.from({ length: 250 }, (_, n) => n).filter((n) => n % 60 !== 7);
    expect(all.map(({ reason }) => Number(reason))).toEqual(good);
    await lane.dispose();
  });

  test.each(storeLanes())('$title stays one chain without a gap while several processes write', async ({ open }) => {
    const lane = await open(collections);
    // Several trails know as little of each other as several processes.
    const trails = [1, 2, 3, 4].map(() => auditOn(lane.store, manualClock(start)).audit);
    const writing = trails.flatMap((audit, process) =>
      Array.from({ length: 25 }, (_, n) => audit.by(person(`p${process}`)).record(note({ reason: `${process}/${n}` }))),
    );
    await Promise.all(writing);
    const all = await allEntries(auditOn(lane.store, manualClock(start)).entries);
    expect(faultOf(all)).toBeUndefined();
    expect(new Set(all.map(({ reason }) => reason)).size).toBe(100);
    // Each process's own entries stand in the order in which it wrote them.
    for (const process of [0, 1, 2, 3]) {
      const own = all.filter(({ userId }) => userId === `p${process}`).map(({ reason }) => reason);
      expect(own).toEqual(Array.from({ length: 25 }, (_, n) => `${process}/${n}`));
    }
    await lane.dispose();
  });
});
