// A person puts their name under a month: an entry of the record like any other, which says what it was that they had seen.
import { z } from 'zod';
import type { reviewStates } from '../contract/audit.js';
import type { Collection } from '../storage/port.js';
import type { AuditEntry, AuditNote } from './auditEntry.js';
import type { AuditHead } from './chain.js';
import type { MonthDigest } from './monthDigest.js';
import type { Month } from './months.js';

const signedSchema = z.object({
  entries: z.number().int(),
  head: z.object({ seq: z.number().int(), hash: z.string() }),
  /** ms of the last entry seen. */
  until: z.number().int(),
  oddPatterns: z.number().int(),
});

export interface SignOff extends z.infer<typeof signedSchema> {
  seq: number;
  account: string;
  at: number;
  note: string;
}

type ReviewState = (typeof reviewStates)[number];

export function signOffNote(month: Month, seen: MonthDigest, note: string): AuditNote {
  const { entries, head, until, odd } = seen;
  return {
    kind: 'review',
    subject: { type: 'audit', id: month.name, whose: null, departmentId: null },
    task: 'audit.review',
    reason: note,
    before: null,
    after: { entries, head, until, oddPatterns: odd.length },
    target: null,
  };
}

const mostSignOffs = 100;

/** Newest first. */
export async function signOffsOf(entries: Collection<AuditEntry>, month: Month): Promise<SignOff[]> {
  const { items } = await entries.list({
    index: 'bySubject',
    equals: [month.name],
    where: ({ kind }) => kind === 'review',
    order: 'descending',
    limit: mostSignOffs,
  });
  return items.map(({ seq, account, at, reason, after }) => ({
    ...signedSchema.parse(after),
    ...{ seq, account, at, note: reason ?? '' },
  }));
}

/** Looking at the record and signing it are recorded too, and change nothing of what was signed. */
const isReviewing = ({ kind, subject }: AuditEntry) =>
  subject.type === 'audit' && (kind === 'view' || kind === 'review' || kind === 'checkpoint');

async function hasChanged(entries: Collection<AuditEntry>, month: Month, { until, head }: SignOff): Promise<boolean> {
  const { items, nextCursor } = await entries.list({
    index: 'byTime',
    range: { from: until, to: month.to },
    where: (entry) => entry.seq > head.seq && !isReviewing(entry),
    limit: 1,
  });
  // Thousands of entries and none to tell: somebody has been at it all the same.
  return items.length > 0 || nextCursor !== null;
}

/** @param signedOff the latest. */
export async function stateOf(
  entries: Collection<AuditEntry>,
  month: Month,
  signedOff: SignOff | undefined,
  now: number,
): Promise<ReviewState> {
  if (!signedOff) return now < month.to ? 'running' : 'open';
  return (await hasChanged(entries, month, signedOff)) ? 'changed' : 'signed-off';
}

/** Whether an entry, as a reviewer saw it, is one of that month; seq 0 stands for a month without any. */
export async function isHeadOf(entries: Collection<AuditEntry>, month: Month, head: AuditHead): Promise<boolean> {
  if (head.seq === 0) {
    const { items } = await entries.list({ index: 'byTime', range: { from: month.from, to: month.to }, limit: 1 });
    return items.length === 0;
  }
  const { items } = await entries.list({ index: 'bySeq', equals: [head.seq], limit: 1 });
  const [entry] = items;
  return entry !== undefined && entry.hash === head.hash && entry.at >= month.from && entry.at < month.to;
}
