// The spool: where an event waits, fsync'd, while the database does not take it (STORAGE.md, "The spool").
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Clock } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import { StorageError } from '../storage/port.js';
import { keepAside, type OpenAppendFile, openAppendFile } from './appendFile.js';
import { readLines } from './readLines.js';
import { createSegmentWriter, type Segment } from './segments.js';
import { SpoolError } from './spoolError.js';
import { encodeLine } from './spoolLine.js';
import { claimPlace, type LeftFile, leftFiles, type SpoolPlace, takeOverPlaces } from './spoolPlaces.js';

/** An event that waits on the disk. */
export interface Spooled<T> {
  readonly value: T;
  readonly segment: Segment;
}

export interface SpoolFigures {
  bytes: number;
  /** Since the start. */
  appended: number;
  /** Refused because the spool was full or its disk failed. */
  refused: number;
  /** Lines or files that could not be read, and events that the database will never take: kept aside in the folder. */
  aside: number;
}

export interface Spool<T> {
  /** Hands over what earlier processes left, in the order in which they wrote it; now, and whenever another one dies. */
  start(onFound: (found: readonly Spooled<T>[]) => void): Promise<void>;
  /** Resolves once the value is fsync'd. @throws SpoolError */
  append(value: T): Promise<Spooled<T>>;
  /** It has been committed. */
  release(entry: Spooled<T>): void;
  /** It can never be committed: kept for a person, then released. */
  setAside(entry: Spooled<T>): Promise<void>;
  /** Resolves when a line could be kept now. @throws SpoolError */
  check(): Promise<void>;
  figures(): SpoolFigures;
  /** What waits stays on the disk for the next start. */
  close(): Promise<void>;
}

export interface SpoolOptions<T> {
  folder: string;
  schema: z.ZodType<T>;
  clock: Clock;
  logger: Logger;
  openFile?: OpenAppendFile;
  mostBytes?: number;
}

/**
 * A city of 720 officials sends some 37,000 events of 1.3 kB on a working day: a whole day fits. What waits is held in
 * memory as well, for the board, in about three times the space; more would endanger the process that answers citizens.
 */
const mostSpoolBytes = 64_000_000;
/** Larger than nearly every form; a spool with less room than this counts as full. */
const roomForOneEvent = 8_000;
/** A neighbour's events may wait for its restart; this long after its death somebody else drains them. */
const lookForDeadMs = 30_000;

/** @throws StorageError, whose message is for the person who starts the product. */
export async function openSpool<T>(options: SpoolOptions<T>): Promise<Spool<T>> {
  try {
    const own = await claimPlace(options.folder);
    const left = await leftFiles(own.folder);
    return createSpool(options, own, left);
  } catch (error) {
    if (error instanceof StorageError) throw error;
    throw new StorageError('unavailable', `The folder ${options.folder} cannot be opened for writing.`, {
      cause: error,
    });
  }
}

function createSpool<T>(options: SpoolOptions<T>, own: SpoolPlace, left: readonly LeftFile[]): Spool<T> {
  const { folder, schema, clock, logger, openFile = openAppendFile, mostBytes = mostSpoolBytes } = options;
  const writer = createSegmentWriter({
    folder: own.folder,
    firstNumber: (left.at(-1)?.number ?? 0) + 1,
    openFile,
    logger,
  });
  const places = [own];
  const counts = { appended: 0, refused: 0, aside: 0 };
  let queuedBytes = 0;
  let isClosed = false;
  let cancelLook = () => {};
  let looking: Promise<void> = Promise.resolve();
  let probing: Promise<void> | undefined;

  async function readFile(file: LeftFile, place: SpoolPlace): Promise<Spooled<T>[]> {
    try {
      const content = await file.read();
      const { values, damaged, tornBytes } = readLines(content, schema);
      for (const line of damaged) await keepAside(join(place.folder, 'damaged.lines'), line);
      if (damaged.length > 0 || tornBytes > 0) {
        logger.warn({ path: file.path, damaged: damaged.length, tornBytes }, 'a spool file was damaged');
      }
      counts.aside += damaged.length;
      const segment: Segment = { path: file.path, bytes: content.length, left: values.length, file: undefined };
      writer.adopt(segment);
      return values.map((value) => ({ value, segment }));
    } catch (error) {
      // It stays where it is; the city's telephones go on without it.
      logger.error({ err: error, path: file.path }, 'a spool file could not be read');
      counts.aside += 1;
      return [];
    }
  }

  async function readFiles(files: readonly LeftFile[], place: SpoolPlace): Promise<Spooled<T>[]> {
    const found: Spooled<T>[] = [];
    for (const file of files) found.push(...(await readFile(file, place)));
    return found;
  }

  async function lookForDead(onFound: (found: readonly Spooled<T>[]) => void): Promise<void> {
    try {
      for (const place of await takeOverPlaces(folder, new Set(places.map((one) => one.folder)))) {
        // Held until we stop: what is in it is ours to drain.
        places.push(place);
        onFound(await readFiles(await leftFiles(place.folder), place));
      }
    } catch (error) {
      logger.warn({ err: error }, 'the spool could not look for what dead processes left');
    }
    if (isClosed) return;
    cancelLook = clock.at(clock.now() + lookForDeadMs, () => {
      looking = lookForDead(onFound);
    });
  }

  function checkRoom(bytes: number): void {
    if (isClosed) throw new SpoolError('closed', 'The spool is closed.');
    if (writer.bytes() + queuedBytes + bytes > mostBytes) throw new SpoolError('full', 'The spool is full.');
  }

  async function write(line: string): Promise<Segment> {
    const bytes = Buffer.byteLength(line);
    checkRoom(bytes);
    queuedBytes += bytes;
    try {
      return await writer.append(line);
    } finally {
      queuedBytes -= bytes;
    }
  }

  /** A line in the spool itself would wait for a commit; a file beside it asks the same of the disk. */
  async function probe(): Promise<void> {
    const path = join(own.folder, 'probe');
    await rm(path, { force: true });
    const file = await openFile(path);
    try {
      await file.append('probe\n');
      await file.sync();
    } finally {
      await file.close();
    }
    await rm(path, { force: true });
  }

  return {
    async start(onFound) {
      onFound(await readFiles(left, own));
      await lookForDead(onFound);
    },
    async append(value) {
      try {
        const segment = await write(encodeLine(value));
        counts.appended += 1;
        return { value, segment };
      } catch (error) {
        counts.refused += 1;
        throw error;
      }
    },
    release: ({ segment }) => writer.release(segment),
    async setAside(entry) {
      await keepAside(join(own.folder, 'refused.lines'), encodeLine(entry.value).trimEnd());
      counts.aside += 1;
      writer.release(entry.segment);
    },
    async check() {
      checkRoom(roomForOneEvent);
      try {
        probing ??= probe().finally(() => {
          probing = undefined;
        });
        await probing;
      } catch (error) {
        throw new SpoolError('failed', 'The spool cannot be written.', { cause: error });
      }
    },
    figures: () => ({ ...counts, bytes: writer.bytes() }),
    async close() {
      isClosed = true;
      cancelLook();
      await looking;
      await writer.close();
      for (const place of places) await place.lock.release();
    },
  };
}
