// One entry of the access record (접속기록): account, time, place, subject and task, as the Korean notice asks, and its link in the chain.
import { z } from 'zod';
import { type AuditKind, auditKinds, auditSubjects } from '../contract/audit.js';
import type { CollectionDeclaration, StoredDocument } from '../storage/port.js';

export interface AuditSubject {
  type: (typeof auditSubjects)[number];
  id: string | null;
  /** Whose data, as far as it may be told here: a masked number, an account. */
  whose: string | null;
  departmentId: string | null;
}

/** The document that a change is about to write, and the revision it will then have. */
export interface AuditTarget {
  collection: string;
  id: string;
  revision: number;
}

export interface AuditActor {
  userId: string | null;
  account: string;
  role: string;
  sessionId: string | null;
  /** Where from: an address of the network, or `console` for a program started on the server. */
  place: string;
}

/** What the writer of an entry says; the rest is added by the trail. */
export interface AuditNote {
  kind: AuditKind;
  subject: AuditSubject;
  /** What was done, as a stable word: `calls.view`, `people.change`. */
  task: string;
  reason: string | null;
  /** Without secrets; null where there is none. */
  before: object | null;
  after: object | null;
  target: AuditTarget | null;
}

export interface AuditFacts extends AuditNote, AuditActor {
  /** 1 for the first; no gaps. */
  seq: number;
  /** ms since the epoch. */
  at: number;
}

export interface AuditEntry extends StoredDocument, AuditFacts {
  /** Copies for the indexes. */
  subjectId: string | null;
  /** Hash of the entry before; of an empty text for the first. */
  previous: string;
  /** HMAC-SHA256 over `previous` and the facts, by a key that is not in the database. */
  hash: string;
}

const plain = z.record(z.string(), z.unknown()).nullable();

export const auditEntries: CollectionDeclaration<AuditEntry> = {
  name: 'audit',
  schema: z.object({
    id: z.string().min(1),
    revision: z.number().int().nonnegative(),
    seq: z.number().int().positive(),
    at: z.number().int(),
    kind: z.enum(auditKinds),
    subject: z.object({
      type: z.enum(auditSubjects),
      id: z.string().nullable(),
      whose: z.string().nullable(),
      departmentId: z.string().nullable(),
    }),
    task: z.string(),
    reason: z.string().nullable(),
    before: plain,
    after: plain,
    target: z.object({ collection: z.string(), id: z.string(), revision: z.number().int() }).nullable(),
    userId: z.string().nullable(),
    account: z.string(),
    role: z.string(),
    sessionId: z.string().nullable(),
    place: z.string(),
    subjectId: z.string().nullable(),
    previous: z.string(),
    hash: z.string(),
  }) as unknown as z.ZodType<AuditEntry>,
  indexes: {
    bySeq: { fields: ['seq'], unique: true },
    byTime: { fields: ['at', 'seq'] },
    byAccount: { fields: ['account', 'at', 'seq'] },
    bySubject: { fields: ['subjectId', 'at', 'seq'] },
    byKind: { fields: ['kind', 'at', 'seq'] },
  },
};
