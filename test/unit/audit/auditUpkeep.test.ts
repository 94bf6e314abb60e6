// The access record looks after itself: at a start, every few minutes, and once a local day.
import { describe, expect, test } from '@jest/globals';
import { createAuditUpkeep } from '../../../server/audit/auditUpkeep.js';
import { latestCheckpoint } from '../../../server/audit/checkpoint.js';
import { createLogger } from '../../../server/base/logger.js';
import { allEntries, auditInMemory, changeOf, note, person, start, timeZone } from './auditFixture.js';

const minute = 60_000;
const day = 24 * 60 * minute;

function setUp(isAlone: boolean) {
  const parts = auditInMemory();
  const lines: string[] = [];
  const logger = createLogger('info', { write: (line: string) => void lines.push(line) });
  const upkeep = createAuditUpkeep({ ...parts, isAlone, keepMonths: 24, timeZone, logger });
  const trail = parts.audit.by(person('kim'));
  return {
    ...parts,
    lines,
    upkeep,
    trail,
    die: () => trail.change(changeOf('a', 1), () => Promise.reject(new Error('died'))).catch(() => undefined),
    marks: async () => (await allEntries(parts.entries)).filter(({ kind }) => kind === 'not-carried-out').length,
  };
}

/** Rounds run beside the test; stopping waits for the one under way. */
async function rounds({ upkeep, clock }: ReturnType<typeof setUp>, ms: number): Promise<void> {
  clock.advance(ms);
  await upkeep.stop();
}

describe('the upkeep of the access record', () => {
  test('marks what a crash left, before the start goes on', async () => {
    const { upkeep, die, marks } = setUp(true);
    await die();
    await upkeep.start();
    expect(await marks()).toBe(1);
    await upkeep.stop();
  });

  test('leaves to other processes what they may still be doing, and looks again in time', async () => {
    const parts = setUp(false);
    await parts.die();
    await parts.upkeep.start();
    expect(await parts.marks()).toBe(0);
    await rounds(parts, 5 * minute);
    expect(await parts.marks()).toBe(1);
  });

  test('forgets at a start, and again on the next local day', async () => {
    const parts = setUp(true);
    await parts.trail.record(note());
    parts.clock.advance(day);
    await parts.trail.record(note());
    // 24 months after the day of the second, at noon.
    parts.clock.advanceTo(Date.UTC(2028, 9, 7, 3));
    await parts.upkeep.start();
    expect(await latestCheckpoint(parts.entries)).toMatchObject({ count: 1, keptFrom: start - 10 * 60 * minute + day });
    await rounds(parts, day);
    expect(await latestCheckpoint(parts.entries)).toMatchObject({ count: 2 });
  });

  test('says that it failed, and tries again', async () => {
    const parts = setUp(false);
    await parts.upkeep.start();
    const { list } = parts.entries;
    parts.entries.list = () => Promise.reject(new Error('The database does not answer.'));
    parts.clock.advance(5 * minute);
    await new Promise((resolve) => setImmediate(resolve));
    expect(parts.lines.join('')).toContain('it will be tried again');
    parts.entries.list = list;
    await parts.die();
    parts.clock.advance(minute);
    await rounds(parts, 5 * minute);
    expect(await parts.marks()).toBe(1);
  });
});
