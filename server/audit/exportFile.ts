// An export of the access record: lines of JSON, first a header, then the entries as they are stored, last a seal over both ends.
// It starts anywhere in the chain and proves itself from the link before its first entry.
import { z } from 'zod';
import { canonicalText } from '../base/canonicalText.js';
import type { Collection } from '../storage/port.js';
import type { AuditEntry } from './auditEntry.js';
import { type AuditHead, noEntries, sealOf } from './chain.js';
import { checkpointSchema, latestCheckpoint, linkBefore } from './checkpoint.js';

export const exportType = 'application/x-ndjson; charset=utf-8';

const time = z.number().int();
const headSchema = z.strictObject({ seq: z.number().int().nonnegative(), hash: z.string() });

export const headerSchema = z.strictObject({
  format: z.literal('samsamsam-audit/1'),
  city: z.string(),
  /** ms; `from` inclusive, `to` exclusive. */
  from: time,
  to: time,
  exportedAt: time,
  exportedBy: z.string(),
  /** The link that the first entry continues; seq 0 at the very beginning. */
  follows: headSchema,
  /** Stands for what was removed before; null when nothing was. */
  checkpoint: checkpointSchema.nullable(),
});
export type ExportHeader = z.infer<typeof headerSchema>;

export const trailerSchema = z.strictObject({
  count: z.number().int().nonnegative(),
  head: headSchema,
  /** Over the header, the count and the head: neither end can be cut off. */
  seal: z.string(),
});
type Trailer = z.infer<typeof trailerSchema>;

export function sealExport(key: string, header: ExportHeader, facts: Omit<Trailer, 'seal'>): string {
  return sealOf(key, ['export', canonicalText(header), canonicalText(facts)]);
}

export interface ExportPlan {
  header: ExportHeader;
  /** The last entry of the period, as far as it has come. */
  head: AuditHead;
  count: number;
}

type Period = Pick<ExportHeader, 'city' | 'from' | 'to' | 'exportedAt' | 'exportedBy'>;

/** Fixes what an export will hold, so that its own entry can tell it before the first line leaves. */
export async function planExport(entries: Collection<AuditEntry>, period: Period): Promise<ExportPlan> {
  const checkpoint = await latestCheckpoint(entries);
  const start = linkBefore(checkpoint);
  const lastBefore = async (to: number): Promise<AuditHead> => {
    const { items } = await entries.list({ index: 'byTime', range: { to }, order: 'descending', limit: 1 });
    const { seq, hash } = items[0] ?? noEntries;
    // What a checkpoint stands for may still be on its way out.
    return seq > start.seq ? { seq, hash } : start;
  };
  const follows = await lastBefore(period.from);
  const head = await lastBefore(Math.max(period.from, period.to));
  const header = { format: 'samsamsam-audit/1' as const, ...period, follows, checkpoint: checkpoint ?? null };
  return { header, head, count: head.seq - follows.seq };
}

const perPage = 500;
const line = (value: object) => `${canonicalText(value)}\n`;

/** The lines of the file, many at a time. */
export async function* writeExport(
  entries: Collection<AuditEntry>,
  key: string,
  { header, head: planned }: ExportPlan,
): AsyncGenerator<string, void> {
  yield line(header);
  let head = header.follows;
  let count = 0;
  const range = { from: head.seq + 1, to: planned.seq + 1 };
  for (let after: string | null | undefined; after !== null; ) {
    const beyond = after === undefined ? {} : { after };
    const page = await entries.list({ index: 'bySeq', range, limit: perPage, ...beyond });
    if (page.items.length > 0) yield page.items.map(line).join('');
    const { seq, hash } = page.items.at(-1) ?? head;
    head = { seq, hash };
    count += page.items.length;
    after = page.nextCursor;
  }
  const facts = { count, head };
  yield line({ ...facts, seal: sealExport(key, header, facts) });
}
