// What an import did, in plain lines for whoever started it.
import type { ImportReport } from '../../server/directory/importDirectory.js';

/** More is read in a file, not on a screen: the browser's report shows up to 1,000. */
const mostLines = 200;

const kinds = ['added', 'changed', 'moved', 'removed', 'unchanged'] as const;

const say = (count: number, what: string) => `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;

/** One line each for what is changed, moved or removed; what is new is only counted. */
export function changeLines({ changes }: Pick<ImportReport, 'changes'>): string[] {
  const told = changes.filter(({ kind }) => kind !== 'added');
  const lines = told.slice(0, mostLines).map(({ line, kind, what, id, fields, from, to }) => {
    const where = line === null ? '' : `Line ${line}: `;
    if (kind === 'moved') return `${where}${what} ${id} moved from ${from} to ${to}`;
    return `${where}${what} ${id} ${kind}${fields.length === 0 ? '' : ` (${fields.join(', ')})`}`;
  });
  return told.length > mostLines ? [...lines, `... and ${told.length - mostLines} more`] : lines;
}

export function summaryLines(report: ImportReport, elapsedMs: number): string[] {
  const { dryRun, rows, problems, counts, revision, fileHash } = report;
  const read = `${say(rows, 'row')} read in ${(elapsedMs / 1000).toFixed(1)} s (SHA-256 ${fileHash}).`;
  if (problems.length > 0) return [read, `Nothing was imported: ${say(problems.length, 'mistake')}.`];
  const lines = Object.entries(counts).map(
    ([what, count]) => `${what}: ${kinds.map((kind) => `${count[kind]} ${kind}`).join(', ')}`,
  );
  const end = dryRun ? 'Nothing was written.' : `The directory is at revision ${revision}.`;
  return [read, ...lines, end];
}
