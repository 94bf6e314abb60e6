import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createLogger } from '../../../server/base/logger.js';
import { type DirectoryRecord, directoryRecords } from '../../../server/directory/directoryRecord.js';
import { type LoadedDirectory, loadDirectory } from '../../../server/directory/loadDirectory.js';
import { workingWeek } from '../../../server/directory/presence.js';
import { saveDirectory } from '../../../server/directory/saveDirectory.js';
import { type DirectoryWatch, watchDirectory } from '../../../server/directory/watchDirectory.js';
import { type Collection, StorageError } from '../../../server/storage/port.js';
import { type OpenedLane, storeLanes } from '../../support/storeLanes.js';

const cityHours = { timeZone: 'Asia/Seoul', week: workingWeek({ from: '09:00', to: '18:00' }) };
const content = (ko: string) => ({
  departments: [{ id: 'tax', name: { ko, en: 'Tax' }, bureau: '' }],
  officials: [],
  lines: [],
});

/** One task at a time, run when the test says so. */
function steppedClock() {
  let due: { at: number; task: () => void } | undefined;
  let onPlanned = () => {};
  return {
    dueAt: () => due?.at,
    clock: {
      now: () => 0,
      at(at: number, task: () => void) {
        due = { at, task };
        onPlanned();
        return () => {
          due = undefined;
        };
      },
    },
    /** Resolves once the next one is planned. */
    async step() {
      const planned = new Promise<void>((resolve) => {
        onPlanned = resolve;
      });
      due?.task();
      await planned;
    },
  };
}

describe.each(storeLanes())('$title a directory that another process changes', (lane) => {
  let opened: OpenedLane;
  let records: Collection<DirectoryRecord>;
  let directory: LoadedDirectory;
  let watch: DirectoryWatch;
  let timer: ReturnType<typeof steppedClock>;
  const logger = createLogger('silent');
  const warn = jest.spyOn(logger, 'warn');
  const changes = jest.fn<Collection<DirectoryRecord>['changes']>();
  const refresh = jest.fn<() => Promise<void>>();
  const nameOf = () => directory.department('tax')?.name.ko;

  beforeEach(async () => {
    opened = await lane.open([directoryRecords]);
    records = opened.store.collection(directoryRecords);
    changes.mockReset().mockImplementation((query) => records.changes(query));
    refresh.mockReset().mockImplementation(() => directory.refresh());
    warn.mockClear();
    directory = await loadDirectory(records, cityHours);
    timer = steppedClock();
    const watched = { revision: directory.revision, refresh };
    watch = watchDirectory({ records: { changes }, directory: watched, clock: timer.clock, logger });
  });
  afterEach(async () => {
    watch.stop();
    await opened.dispose();
  });

  test('is seen two seconds later', async () => {
    await watch.start();
    expect(timer.dueAt()).toBe(2_000);
    await saveDirectory(opened.store, content('세무과'));
    expect(nameOf()).toBeUndefined();
    await timer.step();
    expect(nameOf()).toBe('세무과');
    await saveDirectory(opened.store, content('세정과'));
    await timer.step();
    expect(nameOf()).toBe('세정과');
  });

  test('is not missed when it changed between loading and watching', async () => {
    await saveDirectory(opened.store, content('세무과'));
    await watch.start();
    expect(nameOf()).toBe('세무과');
  });

  test('is read again only when it is another', async () => {
    await saveDirectory(opened.store, content('세무과'));
    await watch.start();
    await timer.step();
    await timer.step();
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  test('stays as it was while the database is away, is told about once, and is seen afterwards', async () => {
    await watch.start();
    await saveDirectory(opened.store, content('세무과'));
    changes.mockRejectedValueOnce(new StorageError('unavailable', 'away'));
    changes.mockRejectedValueOnce(new StorageError('unavailable', 'away'));
    await timer.step();
    await timer.step();
    expect(warn).toHaveBeenCalledTimes(1);
    expect(nameOf()).toBeUndefined();
    refresh.mockRejectedValueOnce(new StorageError('unavailable', 'away again'));
    await timer.step();
    expect(nameOf()).toBeUndefined();
    await timer.step();
    expect(nameOf()).toBe('세무과');
  });

  test('is not asked about any more once the watch is stopped', async () => {
    await watch.start();
    watch.stop();
    expect(timer.dueAt()).toBeUndefined();
  });
});
