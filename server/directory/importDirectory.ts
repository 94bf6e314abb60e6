// Takes an import file whole or not at all, and tells row by row what it finds wrong or what it changes.
import { createHash } from 'node:crypto';
import type { ImportCounts } from '../contract/directory.js';
import { type Applied, applyEntries } from './applyEntries.js';
import { changeDirectory, type DirectoryParts, readDirectory } from './changeDirectory.js';
import type { DirectoryChange } from './compareEntries.js';
import type { Department, DirectoryContent } from './directory.js';
import { DirectoryError } from './directoryError.js';
import type { RowProblem } from './importProblem.js';
import { readDirectoryFile } from './readDirectoryFile.js';

export interface ImportOptions {
  dryRun: boolean;
  /** Refuses with 'conflict' when the directory is at another revision. */
  revision?: number | undefined;
  reason: string | null;
  onRows?: (rows: number) => void;
}

export interface ImportReport {
  dryRun: boolean;
  /** The directory's after the import. */
  revision: number;
  rows: number;
  /** SHA-256, hexadecimal. */
  fileHash: string;
  problems: RowProblem[];
  counts: Applied['counts'];
  changes: (DirectoryChange & { line: number | null })[];
}

/** As JSON. Storage takes 4 million with a surcharge for every field, here 2.5 million at the least; edits need room. */
const mostCharacters = 2_400_000;

const none: ImportCounts = { added: 0, changed: 0, moved: 0, removed: 0, unchanged: 0 };

const sizes = ({ departments, officials, lines }: DirectoryContent) => {
  const isCurrent = ({ formerSince }: Pick<Department, 'formerSince'>) => formerSince === null;
  return {
    departments: departments.filter(isCurrent).length,
    officials: officials.filter(isCurrent).length,
    lines: lines.length,
  };
};

/** @throws DirectoryError 'conflict' or 'too-large' */
export async function importDirectory(
  parts: DirectoryParts,
  bytes: Uint8Array,
  options: ImportOptions,
): Promise<ImportReport> {
  const { dryRun, reason, onRows } = options;
  const { rows, entries, problems, lineOf } = await readDirectoryFile(bytes, onRows);
  const fileHash = createHash('sha256').update(bytes).digest('hex');
  let applied: Applied | undefined;
  const apply: Parameters<typeof changeDirectory>[1] = (stored, moment) => {
    if (options.revision !== undefined && options.revision !== stored.revision) throw new DirectoryError('conflict');
    applied = applyEntries(stored, entries, moment);
    const { content, counts, isNews } = applied;
    if (!isNews) return undefined;
    if (JSON.stringify(content).length > mostCharacters) throw new DirectoryError('too-large');
    const subject = { type: 'directory', id: null, whose: null, departmentId: null } as const;
    const before = { revision: stored.revision, ...sizes(stored) };
    return {
      content,
      note: { subject, task: 'directory.import', reason, before, after: { fileHash, rows, ...counts } },
    };
  };
  const look = async () => {
    const stored = await readDirectory(parts.records);
    if (problems.length === 0) apply(stored, { at: parts.clock.now(), revision: stored.revision + 1 });
    return stored;
  };
  const { revision } = dryRun || problems.length > 0 ? await look() : await changeDirectory(parts, apply);
  const { counts, changes } = applied ?? { counts: { departments: none, officials: none, lines: none }, changes: [] };
  return {
    dryRun,
    revision,
    rows,
    fileHash,
    problems,
    counts,
    changes: changes.map((change) => ({ ...change, line: lineOf(change) ?? null })),
  };
}
