// Proves an exported file with nothing but the key: every byte, the order, both ends, and heads that were printed earlier.
import { type AuditEntry, auditEntries } from './auditEntry.js';
import type { AuditHead } from './chain.js';
import { type ChainReader, createChainReader } from './chainReader.js';
import { isSealed } from './checkpoint.js';
import { type ExportHeader, headerSchema, sealExport, trailerSchema } from './exportFile.js';
import { type ExportLine, readExportLines } from './readExportLines.js';

export type ExportVerdict =
  | { ok: true; header: ExportHeader; count: number; head: AuditHead }
  | { ok: false; line: number; fault: string };

function findHeaderFault(key: string, { follows, checkpoint }: ExportHeader): string | undefined {
  if (!checkpoint) return undefined;
  if (!isSealed(key, checkpoint)) return 'the checkpoint was changed';
  const isContinued =
    follows.seq > checkpoint.seq || (follows.seq === checkpoint.seq && follows.hash === checkpoint.hash);
  return isContinued ? undefined : `the first entry does not continue the checkpoint behind entry ${checkpoint.seq}`;
}

function findEntryFault(reader: ChainReader, value: unknown): string | undefined {
  const parsed = auditEntries.schema.safeParse(value);
  if (!parsed.success) return `this is no line that was written here; entry ${reader.head().seq + 1} should be`;
  // As it stands in the file: a field that the schema does not know belongs to what was hashed.
  return reader.add(value as AuditEntry);
}

function findTrailerFault(key: string, header: ExportHeader, reader: ChainReader, value: unknown): string | undefined {
  const trailer = trailerSchema.safeParse(value);
  if (!trailer.success)
    return findEntryFault(reader, value) ?? `the file was cut off behind entry ${reader.head().seq}`;
  const { seal, ...facts } = trailer.data;
  const head = reader.head();
  if (seal !== sealExport(key, header, facts)) return 'the first or the last line was changed';
  if (facts.head.seq !== head.seq || facts.head.hash !== head.hash || facts.count !== reader.count())
    return `the file should end with entry ${facts.head.seq}, and ends with ${head.seq}`;
  return reader.end();
}

/** @param heads every one must be an entry of the file, or the link before its first. */
export async function verifyExport(
  file: AsyncIterable<Buffer>,
  key: string,
  heads: readonly AuditHead[],
): Promise<ExportVerdict> {
  let read: { header: ExportHeader; reader: ChainReader } | undefined;
  let last: ExportLine | undefined;
  for await (const line of readExportLines(file)) {
    last = line;
    const refuse = (fault: string) => ({ ok: false as const, line: line.number, fault });
    if (!read) {
      const header = headerSchema.safeParse(line.value);
      if (!header.success) return refuse('this is no header of an export of the access record');
      const fault = findHeaderFault(key, header.data);
      if (fault !== undefined) return refuse(fault);
      const { follows } = header.data;
      read = { header: header.data, reader: createChainReader({ key, follows, heads }) };
      continue;
    }
    const { header, reader } = read;
    const fault = line.isLast ? findTrailerFault(key, header, reader, line.value) : findEntryFault(reader, line.value);
    if (fault !== undefined) return refuse(fault);
  }
  if (!read || last?.number === 1)
    return { ok: false, line: last?.number ?? 1, fault: 'the file was cut off behind its header' };
  return { ok: true, header: read.header, count: read.reader.count(), head: read.reader.head() };
}
