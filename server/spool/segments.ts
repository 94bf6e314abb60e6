// Append-only files in one folder. What arrives together is written and fsync'd together; a file is removed when every event
// in it has been committed.
import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../base/logger.js';
import { createGroupCommit } from '../storage/groupCommit.js';
import type { AppendFile, OpenAppendFile } from './appendFile.js';
import { SpoolError } from './spoolError.js';

export interface Segment {
  readonly path: string;
  bytes: number;
  /** Events in it that still wait for their commit. */
  left: number;
  /** Open while it is written to. */
  file: AppendFile | undefined;
}

export interface SegmentWriter {
  /** Resolves once the line is fsync'd. @throws SpoolError 'failed'. */
  append(line: string): Promise<Segment>;
  /** One event less that this segment is kept for. */
  release(segment: Segment): void;
  /** Of all files; a line counts until its file goes. */
  bytes(): number;
  /** Counts a file that an earlier process left. */
  adopt(segment: Segment): void;
  /** Resolves when what has begun is written or removed; the files stay. */
  close(): Promise<void>;
}

/** Space comes back file by file: small enough that one late event holds little, large enough to be few. */
const segmentBytes = 4_000_000;
/** Lines in one fsync: about half a megabyte. */
const largestBatch = 400;

const suffix = '.spool';
const numberPattern = /^(\d{8})\.spool$/;

/** Number of a spool file by its name; undefined for all other files. */
export function segmentNumber(name: string): number | undefined {
  const digits = numberPattern.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

export function createSegmentWriter(parts: {
  folder: string;
  firstNumber: number;
  openFile: OpenAppendFile;
  logger: Logger;
}): SegmentWriter {
  const { folder, openFile, logger } = parts;
  let nextNumber = parts.firstNumber;
  let current: Segment | undefined;
  let total = 0;
  const tidying = new Set<Promise<void>>();

  function tidy(what: string, segment: Segment, task: () => Promise<void>): void {
    const run = task().catch((error: unknown) => logger.warn({ err: error, path: segment.path }, what));
    tidying.add(run);
    void run.finally(() => tidying.delete(run));
  }

  async function begin(): Promise<Segment> {
    const path = join(folder, `${String(nextNumber).padStart(8, '0')}${suffix}`);
    nextNumber += 1;
    current = { path, bytes: 0, left: 0, file: await openFile(path) };
    return current;
  }

  /** Nothing more is written to it; it goes when its last event has gone. */
  function seal(segment: Segment): void {
    if (current === segment) current = undefined;
    const { file } = segment;
    segment.file = undefined;
    if (file) tidy('a spool file could not be closed', segment, () => file.close());
    if (segment.left > 0) return;
    total -= segment.bytes;
    segment.bytes = 0;
    // A file that stays is read again at the next start, which changes nothing.
    tidy('a spool file could not be removed', segment, () => unlink(segment.path));
  }

  async function write(lines: readonly string[]): Promise<Segment[]> {
    const segment = current ?? (await begin());
    const { file } = segment;
    segment.left += lines.length;
    const text = lines.join('');
    try {
      if (!file) throw new Error('The spool file was closed.');
      segment.bytes += Buffer.byteLength(text);
      total += Buffer.byteLength(text);
      await file.append(text);
      await file.sync();
    } catch (error) {
      // After a failed fsync the system may call the next one good although the bytes are gone: never this file again.
      segment.left -= lines.length;
      seal(segment);
      throw error;
    }
    if (segment.bytes >= segmentBytes) seal(segment);
    return lines.map(() => segment);
  }

  const group = createGroupCommit<string, Segment>(write, largestBatch);

  return {
    async append(line) {
      try {
        return await group.add(line);
      } catch (error) {
        throw new SpoolError('failed', 'The spool could not be written.', { cause: error });
      }
    },
    release(segment) {
      segment.left -= 1;
      if (segment.left === 0) seal(segment);
    },
    bytes: () => total,
    adopt(segment) {
      total += segment.bytes;
      if (segment.left === 0) seal(segment);
    },
    async close() {
      await group.drained();
      if (current) seal(current);
      while (tidying.size > 0) await Promise.all(tidying);
    },
  };
}
