// An access record of an invented city hall: notes, people, and what a test looks at afterwards.
import { z } from 'zod';
import { type AuditActor, type AuditEntry, type AuditNote, auditEntries } from '../../../server/audit/auditEntry.js';
import { findFault, noEntries } from '../../../server/audit/chain.js';
import { createAuditTrail } from '../../../server/audit/trail.js';
import type { Clock } from '../../../server/base/clock.js';
import type { Collection, CollectionDeclaration, Store, StoredDocument } from '../../../server/storage/port.js';
import { manualClock } from '../../support/manualClock.js';
import { memoryStore } from '../../support/memoryStore.js';

export const key = 'a key that is not in the database';
/** Tuesday, 10:00 in Seoul. */
export const start = Date.UTC(2026, 9, 6, 1);
export const timeZone = 'Asia/Seoul';

export const person = (account: string): AuditActor => ({
  userId: account,
  account: `${account}@hanbit.example`,
  role: 'supervisor',
  sessionId: null,
  place: '192.0.2.7',
});

export function note(over: Partial<AuditNote> = {}): AuditNote {
  return {
    kind: 'view',
    subject: { type: 'call', id: 'CA1', whose: '010-****-1234', departmentId: 'tax-1' },
    task: 'calls.view',
    reason: null,
    before: null,
    after: null,
    target: null,
    ...over,
  };
}

export interface Thing extends StoredDocument {
  word: string;
}
export const things: CollectionDeclaration<Thing> = {
  name: 'things',
  schema: z.object({ id: z.string(), revision: z.number(), word: z.string() }),
  indexes: {},
};
export const passing: CollectionDeclaration<Thing & { at: number }> = {
  name: 'passing',
  schema: z.object({ id: z.string(), revision: z.number(), word: z.string(), at: z.number() }),
  indexes: { byTime: { fields: ['at'], expiresAfterMs: 1_000 } },
};
export const collections = [auditEntries, things, passing];

export const changeOf = (id: string, revision: number, kind: AuditNote['kind'] = 'change') =>
  note({
    kind,
    subject: { type: 'person', id, whose: null, departmentId: null },
    task: 'people.change',
    target: { collection: 'things', id, revision },
  });

export function auditOn(store: Store, clock: Clock, isAlone = false) {
  const entries = store.collection(auditEntries);
  return { store, entries, clock, key, collections, audit: createAuditTrail({ entries, key, clock, isAlone }) };
}

export function auditInMemory(clock = manualClock(start)) {
  return { ...auditOn(memoryStore(), clock), clock };
}

export async function allEntries(entries: Collection<AuditEntry>): Promise<AuditEntry[]> {
  const all: AuditEntry[] = [];
  for await (const slice of entries.walk()) all.push(...slice);
  return all;
}

/** The first fault of the whole chain; undefined for a sound one. */
export function faultOf(all: readonly AuditEntry[]): string | undefined {
  let last = noEntries;
  for (const entry of all) {
    const fault = findFault(key, last, entry);
    if (fault) return fault;
    last = entry;
  }
  return undefined;
}
