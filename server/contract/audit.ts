// The access record (접속기록): GET /api/audit, /api/audit/head, POST /api/audit/export, and the monthly review.
import { z } from 'zod';

/** Reading is told apart by what leaves the house: seen, heard, taken away one by one or as a list, or unmasked. */
export const auditKinds = [
  'view',
  'play',
  'download',
  'export',
  'unmask',
  'create',
  'change',
  'remove',
  'sign-in',
  'sign-in-failed',
  'sign-out',
  'review',
  'not-carried-out',
  'checkpoint',
] as const;
export type AuditKind = (typeof auditKinds)[number];

export const auditSubjects = [
  'audit',
  'call',
  'department',
  'directory',
  'link',
  'official',
  'person',
  'session',
] as const;

const time = z.iso.datetime();
const sequence = z.number().int().nonnegative();
/** Local, in the city's time zone: 2026-11. */
export const monthSchema = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/);
const reason = z.string().trim().min(2).max(500);

export const auditSubjectViewSchema = z.object({
  type: z.enum(auditSubjects),
  id: z.string().nullable(),
  /** Whose data: an account or a masked number. */
  whose: z.string().nullable(),
  departmentId: z.string().nullable(),
});

/** The notice's five fields (account, time, place, subject, task) and what proves them. */
export const auditEntryViewSchema = z.object({
  seq: sequence,
  at: time,
  kind: z.enum(auditKinds),
  account: z.string(),
  /** Empty before sign-in; `system` for what the product itself did. */
  role: z.string(),
  /** An address of the network, or `console`. */
  place: z.string(),
  subject: auditSubjectViewSchema,
  task: z.string(),
  reason: z.string().nullable(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  /** The entry that says that this change never happened. */
  notCarriedOutBy: sequence.nullable(),
  hash: z.string(),
});
export type AuditEntryView = z.infer<typeof auditEntryViewSchema>;

/** A page may be short, even empty, while `nextCursor` leads on: no request looks at more than 5,000 entries. */
export const auditPageViewSchema = z.object({
  items: z.array(auditEntryViewSchema),
  nextCursor: z.string().nullable(),
});
export type AuditPageView = z.infer<typeof auditPageViewSchema>;

/** Printed on paper it proves later that nothing before it was cut off or changed; `SEQ:HASH` for `verify-audit --head`. */
export const auditHeadViewSchema = z.object({
  /** 0 before the first entry; `hash` is then empty. */
  seq: sequence,
  hash: z.string(),
  /** When the head was looked at. */
  at: time,
});
export type AuditHeadView = z.infer<typeof auditHeadViewSchema>;

/** Answered by a file, application/x-ndjson; `from` inclusive, `to` exclusive. */
export const auditExportSchema = z.strictObject({
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }),
  reason,
});
export type AuditExport = z.infer<typeof auditExportSchema>;

export const oddPatterns = [
  'night-reading',
  'weekend-reading',
  'many-unmaskings',
  'subject-read-by-many',
  'sign-in-after-failures',
  'large-export',
] as const;

/** What a reviewer should look at, and why: `count` of something within [from, to] against `limit`. */
export const oddPatternViewSchema = z.object({
  pattern: z.enum(oddPatterns),
  /** null where it concerns a subject rather than one account. */
  account: z.string().nullable(),
  subject: auditSubjectViewSchema.nullable(),
  from: time,
  to: time,
  /** Readings, unmaskings, accounts, failures or rows, by pattern. */
  count: z.number().int(),
  /** From this number on it is odd. */
  limit: z.number().int(),
  /** Entries it rests on; at most 20, the first ones. */
  seqs: z.array(sequence),
});
export type OddPatternView = z.infer<typeof oddPatternViewSchema>;

export const signOffViewSchema = z.object({
  seq: sequence,
  account: z.string(),
  at: time,
  note: z.string(),
  /** What was signed: the month's entries up to `head`. */
  entries: z.number().int(),
  head: z.object({ seq: sequence, hash: z.string() }),
  oddPatterns: z.number().int(),
});
export type SignOffView = z.infer<typeof signOffViewSchema>;

/** `changed`: signed off, and entries came to the month afterwards (looking at the record itself does not count). */
export const reviewStates = ['running', 'open', 'signed-off', 'changed'] as const;

export const reviewMonthViewSchema = z.object({
  month: monthSchema,
  state: z.enum(reviewStates),
  /** The latest. */
  signedOff: signOffViewSchema.nullable(),
});
export type ReviewMonthView = z.infer<typeof reviewMonthViewSchema>;

/** Newest first. */
export const reviewMonthsViewSchema = z.object({ items: z.array(reviewMonthViewSchema) });
export type ReviewMonthsView = z.infer<typeof reviewMonthsViewSchema>;

export const reviewViewSchema = reviewMonthViewSchema.extend({
  from: time,
  to: time,
  entries: z.number().int(),
  /** The month's last entry; sent back by whoever signs. Seq 0 and an empty hash for a month without entries. */
  head: z.object({ seq: sequence, hash: z.string() }),
  /** Only kinds that occur. */
  byKind: z.array(z.object({ kind: z.enum(auditKinds), count: z.number().int() })),
  /** Most entries first. */
  byAccount: z.array(
    z.object({
      account: z.string(),
      /** Entries of all kinds. */
      count: z.number().int(),
      read: z.number().int(),
      taken: z.number().int(),
      changed: z.number().int(),
      lastAt: time,
    }),
  ),
  /** Oldest first. */
  odd: z.array(oddPatternViewSchema),
  /** Every download, export and unmasking, oldest first; the first 2,000. */
  taken: z.array(auditEntryViewSchema),
  /** How many more there are; the search shows them by kind and period. */
  takenMore: z.number().int(),
  /** All of them, newest first: after a change both stay. */
  signOffs: z.array(signOffViewSchema),
});
export type ReviewView = z.infer<typeof reviewViewSchema>;

/** Signs what was shown: `head` as the review gave it. 409 REVIEW_OUTDATED when it is no entry of that month. */
export const signOffSchema = z.strictObject({
  note: reason,
  head: z.object({ seq: sequence, hash: z.string().max(100) }),
});
export type SignOff = z.infer<typeof signOffSchema>;
