// Notices within seconds what another process did to the stored directory. Asking needs one small answer; the directory itself
// is read only when it is another. Nothing is announced, so nothing can be missed.
import type { Clock } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import type { Collection } from '../storage/port.js';
import type { DirectoryRecord } from './directoryRecord.js';
import type { LoadedDirectory } from './loadDirectory.js';

export interface DirectoryWatch {
  /** What was stored before it resolves is in memory, what comes later is noticed. */
  start(): Promise<void>;
  stop(): void;
}

const lookEveryMs = 2_000;
/** Commits become visible out of order, by a stalled disk or another primary's clock; the answer is a line or two. */
const overlapMs = 30_000;

export function watchDirectory(parts: {
  records: Pick<Collection<DirectoryRecord>, 'changes'>;
  directory: Pick<LoadedDirectory, 'revision' | 'refresh'>;
  clock: Clock;
  logger: Logger;
}): DirectoryWatch {
  const { records, directory, clock, logger } = parts;
  let marker = '';
  let isFailing = false;
  let isStopped = false;
  let cancel = () => {};

  async function look(): Promise<void> {
    try {
      const answer = await records.changes({ after: marker, overlapMs });
      if (isStopped) return;
      if (answer.entries.some(({ revision }) => revision > directory.revision())) await directory.refresh();
      // Only now: what failed is asked for again.
      marker = answer.marker;
      isFailing = false;
    } catch (error) {
      if (isStopped) return;
      if (!isFailing) logger.warn({ err: error }, 'the database does not tell whether the directory changed');
      isFailing = true;
    }
  }

  function plan(): void {
    if (isStopped) return;
    cancel = clock.at(clock.now() + lookEveryMs, () => {
      void look().finally(plan);
    });
  }

  return {
    async start() {
      ({ marker } = await records.changes({}));
      await directory.refresh();
      plan();
    },
    stop() {
      isStopped = true;
      cancel();
    },
  };
}
