// Retention: a checkpoint takes the place of what is too old, and a crash at any step loses nothing.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { findFault } from '../../../server/audit/chain.js';
import { isSealed, latestCheckpoint, linkBefore } from '../../../server/audit/checkpoint.js';
import { forgetOld } from '../../../server/audit/forgetOld.js';
import { type ManualClock, manualClock } from '../../support/manualClock.js';
import { type OpenedLane, storeLanes } from '../../support/storeLanes.js';
import { allEntries, auditOn, collections, key, note, person, start } from './auditFixture.js';

const day = 24 * 3_600_000;

describe.each(storeLanes())('$title entries that are too old', ({ open }) => {
  let lane: OpenedLane;
  let clock: ManualClock;
  let parts: ReturnType<typeof auditOn>;
  beforeEach(async () => {
    lane = await open(collections);
    clock = manualClock(start);
    parts = auditOn(lane.store, clock);
    for (let n = 0; n < 20; n += 1) {
      await parts.audit.by(person('kim')).record(note());
      clock.advance(day);
    }
  });
  afterEach(() => lane.dispose());

  /** What is left follows the newest checkpoint without a fault. */
  async function expectSound(first: number): Promise<void> {
    const checkpoint = await latestCheckpoint(parts.entries);
    let last = linkBefore(checkpoint);
    const kept = (await allEntries(parts.entries)).filter(({ seq }) => seq > last.seq);
    expect(kept[0]?.seq).toBe(first);
    for (const entry of kept) {
      expect(findFault(key, last, entry)).toBeUndefined();
      last = entry;
    }
  }

  test('are replaced by one sealed checkpoint that says how many they were', async () => {
    expect(await forgetOld(parts, start + 5 * day)).toBe(5);
    const checkpoint = await latestCheckpoint(parts.entries);
    expect(checkpoint).toMatchObject({ count: 5, seq: 5, keptFrom: start + 5 * day });
    expect(checkpoint && isSealed(key, checkpoint)).toBe(true);
    expect(checkpoint && isSealed(key, { ...checkpoint, count: 4 })).toBe(false);
    await expectSound(6);
    expect(await parts.entries.size()).toBe(16);
  });

  test('go again and again, and a day without any makes no checkpoint', async () => {
    await forgetOld(parts, start + 5 * day);
    expect(await forgetOld(parts, start + 5 * day)).toBe(0);
    expect(await forgetOld(parts, start + 8 * day)).toBe(3);
    expect(await latestCheckpoint(parts.entries)).toMatchObject({ count: 8, seq: 8 });
    await expectSound(9);
    expect(await parts.entries.size()).toBe(14);
  });

  test('leave the checkpoint alone when all of them are too old', async () => {
    expect(await forgetOld(parts, clock.now())).toBe(20);
    await expectSound(21);
    await parts.audit.by(person('lee')).record(note());
    await expectSound(21);
  });

  test('of which a crash left some behind go with the next round', async () => {
    const dying = { ...parts.entries, removeRange: () => Promise.reject(new Error('The process died here.')) };
    await expect(forgetOld({ ...parts, entries: dying }, start + 5 * day)).rejects.toThrow('died here');
    await expectSound(6);
    for (const id of ['000000000002', '000000000004']) await parts.entries.remove(id);
    await expectSound(6);
    expect(await forgetOld(parts, start + 5 * day)).toBe(3);
    await expectSound(6);
    expect(await parts.entries.size()).toBe(16);
  });

  test('stay when their checkpoint could not be written', async () => {
    const dying = {
      by: () => ({ ...parts.audit.by(person('kim')), record: () => Promise.reject(new Error('no disk')) }),
    };
    await expect(forgetOld({ ...parts, audit: dying }, start + 5 * day)).rejects.toThrow('no disk');
    expect(await parts.entries.size()).toBe(20);
  });
});
