// Whoever changes the record or an export of it, but has not the key, is found out: seeded tries of every kind.
import { Readable } from 'node:stream';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import type { AuditEntry } from '../../../server/audit/auditEntry.js';
import { type AuditHead, entryId } from '../../../server/audit/chain.js';
import { planExport, writeExport } from '../../../server/audit/exportFile.js';
import { verifyExport } from '../../../server/audit/verifyExport.js';
import { verifyStore } from '../../../server/audit/verifyStore.js';
import type { Collection } from '../../../server/storage/port.js';
import { report } from '../../support/report.js';
import { allEntries, auditInMemory, changeOf, key, note, person, start } from './auditFixture.js';

const proveTries = process.env['PROVE_RUNS'];
const tries = Number(proveTries ?? 50);
/** Each of the two families gets half of them. */
const run = { seed: 333, numRuns: tries / 2 };
const size = 24;
jest.setTimeout(60_000 + tries * 100);

const hour = 3_600_000;
const period = {
  city: '한빛시',
  from: start,
  to: start + 24 * hour,
  exportedAt: start,
  exportedBy: 'kim@hanbit.example',
};

async function filled() {
  const parts = auditInMemory();
  for (let n = 0; n < size; n += 1) {
    parts.clock.advance(1_000);
    const trail = parts.audit.by(person(['kim', 'lee', '박'][n % 3] ?? ''));
    if (n % 4 === 0) await trail.change(changeOf(`d${n}`, 1), async () => ({ ok: true, revision: 1 }));
    else
      await trail.record(note({ reason: n % 2 ? '민원 확인 "급함"' : null, after: { rows: n, names: ['가', '나'] } }));
  }
  return parts;
}

async function exportOf(entries: Collection<AuditEntry>): Promise<Buffer> {
  const lines: string[] = [];
  for await (const part of writeExport(entries, key, await planExport(entries, period))) lines.push(part);
  return Buffer.from(lines.join(''));
}

/** In pieces of a few hundred bytes, as a disk or a network would hand them over. */
function read(file: Buffer): AsyncIterable<Buffer> {
  const pieces: Buffer[] = [];
  for (let at = 0; at < file.length; at += 333) pieces.push(file.subarray(at, at + 333));
  return Readable.from(pieces);
}
const verify = (file: Buffer, heads: AuditHead[] = []) => verifyExport(read(file), key, heads);

let file: Buffer;
let lines: string[];
let head: AuditHead;
beforeAll(async () => {
  const { entries, audit } = await filled();
  file = await exportOf(entries);
  lines = file.toString().split('\n').slice(0, -1);
  head = await audit.head();
});

const joined = (parts: readonly string[]) => Buffer.from(parts.map((line) => `${line}\n`).join(''));

type FileTampering = (a: number, b: number) => Buffer;
const place = (n: number, length: number) => n % length;
/** Of the file: any byte, any line, the first and the last included. */
const ofTheFile: Record<string, FileTampering> = {
  flip(a, b) {
    const copy = Buffer.from(file);
    const at = place(a, copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 + place(b, 255));
    return copy;
  },
  delete: (a) => joined(lines.toSpliced(place(a, lines.length), 1)),
  reorder(a, b) {
    const one = place(a, lines.length);
    const other = (one + 1 + place(b, lines.length - 1)) % lines.length;
    return joined(lines.with(one, lines[other] ?? '').with(other, lines[one] ?? ''));
  },
  insert: (a, b) => joined(lines.toSpliced(place(a, lines.length + 1), 0, lines[place(b, lines.length)] ?? '')),
  truncate: (a) => file.subarray(0, place(a, file.length)),
};

interface StoreTampering {
  /** @returns the first entry that is wrong. */
  tamper(entries: Collection<AuditEntry>, all: readonly AuditEntry[], a: number, b: number): Promise<number>;
}
async function overwrite(entries: Collection<AuditEntry>, entry: AuditEntry): Promise<void> {
  await entries.remove(entry.id);
  await entries.load(entry);
}
const pick = (all: readonly AuditEntry[], n: number): AuditEntry => {
  const found = all[place(n, all.length)];
  if (!found) throw new Error('an empty record');
  return found;
};
const edits: ((entry: AuditEntry) => Partial<AuditEntry>)[] = [
  ({ at }) => ({ at: at + 1 }),
  ({ account }) => ({ account: `${account}x` }),
  ({ place: from }) => ({ place: `${from}1` }),
  ({ task }) => ({ task: task.slice(1) }),
  ({ reason }) => ({ reason: reason === null ? '' : null }),
  ({ subject }) => ({ subject: { ...subject, whose: '010-****-9999' } }),
  ({ subjectId }) => ({ subjectId: `${subjectId}0` }),
  ({ kind }) => ({ kind: kind === 'view' ? 'play' : 'view' }),
  ({ target }) => ({ target: target ? null : { collection: 'things', id: 'a', revision: 1 } }),
  ({ hash }) => ({ hash: (hash.startsWith('A') ? 'B' : 'A') + hash.slice(1) }),
  ({ previous }) => ({ previous: `${previous}A` }),
  ({ after }) => ({ after: after ? { ...after, rows: -1 } : {} }),
];
/** Of what is stored, below the product: it then exports in good faith what it finds, with a good seal. */
const ofTheStore: Record<string, StoreTampering['tamper']> = {
  async edit(entries, all, a, b) {
    const entry = pick(all, a);
    await overwrite(entries, { ...entry, ...edits[place(b, edits.length)]?.(entry) });
    return entry.seq;
  },
  async delete(entries, all, a) {
    // Not the last one: that is a truncation.
    const entry = pick(all.slice(0, -1), a);
    await entries.remove(entry.id);
    return entry.seq;
  },
  async reorder(entries, all, a, b) {
    const one = pick(all, a);
    const other = pick(all, place(a, all.length) + 1 + place(b, all.length - 1));
    await overwrite(entries, { ...other, id: one.id, seq: one.seq });
    await overwrite(entries, { ...one, id: other.id, seq: other.seq });
    return Math.min(one.seq, other.seq);
  },
  async insert(entries, all, a, b) {
    const at = pick(all, a).seq;
    const copied = pick(all, b);
    for (const entry of all.filter(({ seq }) => seq >= at).reverse()) await entries.remove(entry.id);
    await entries.load({ ...copied, id: entryId(at), seq: at });
    for (const entry of all.filter(({ seq }) => seq >= at))
      await entries.load({ ...entry, id: entryId(entry.seq + 1), seq: entry.seq + 1 });
    // A copy of the entry itself is no stranger yet; the one behind it is.
    return copied.seq === at ? at + 1 : at;
  },
  async truncate(entries, all, a) {
    const left = place(a, all.length);
    for (const { id } of all.slice(left)) await entries.remove(id);
    return head.seq;
  },
};

describe('an access record', () => {
  test('that nobody changed is proved, alone and against its head', async () => {
    expect(await verify(file)).toMatchObject({ ok: true, count: size, head });
    expect(await verify(file, [head])).toMatchObject({ ok: true });
    expect(await verifyExport(read(file), 'another key', [])).toEqual({
      ok: false,
      line: 2,
      fault: 'entry 1 was changed after it was written',
    });
  });

  test('of which the export was changed anywhere is found out every time', async () => {
    const kinds = fc.constantFrom(...Object.values(ofTheFile));
    let found = 0;
    await fc.assert(
      fc.asyncProperty(kinds, fc.nat(), fc.nat(), async (tamper, a, b) => {
        const changed = tamper(a, b);
        const isSame = changed.equals(file);
        const verdict = await verify(changed);
        expect(verdict.ok).toBe(isSame);
        if (!isSame) found += 1;
      }),
      run,
    );
    expect(found).toBe(run.numRuns);
    if (proveTries) report('changes of an exported file', `${found} of ${run.numRuns} found`);
  });

  test('that was changed in the database is found out every time, by the first bad entry', async () => {
    const kinds = fc.constantFrom(...Object.values(ofTheStore));
    let found = 0;
    await fc.assert(
      fc.asyncProperty(kinds, fc.nat(), fc.nat(), async (tamper, a, b) => {
        const { entries } = await filled();
        const seq = await tamper(entries, await allEntries(entries), a, b);
        const verdict = await verify(await exportOf(entries), [head]);
        expect(verdict).toMatchObject({ ok: false, fault: expect.stringMatching(new RegExp(`\\bentry ${seq}\\b`)) });
        expect(await verifyStore(entries, key, [head])).toMatchObject({
          ok: false,
          fault: verdict.ok || verdict.fault,
        });
        found += 1;
      }),
      run,
    );
    expect(found).toBe(run.numRuns);
    if (proveTries) report('changes of the database', `${found} of ${run.numRuns} found`);
  });
});
