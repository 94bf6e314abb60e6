// What one comparison with Twilio's list found and did, kept a quarter of a year for the screens.
import { z } from 'zod';
import type { CollectionDeclaration, StoredDocument } from '../storage/port.js';

export const findingKinds = ['missed', 'end-recovered', 'events-recovered', 'differs', 'unlisted'] as const;

const findingSchema = z.object({
  kind: z.enum(findingKinds),
  /** The call, and the leg of it where that is another. */
  callSid: z.string(),
  legSid: z.string(),
  /** Where they differ: status or connected seconds, as each side has it. */
  ours: z.string().nullable(),
  theirs: z.string().nullable(),
});
export type Finding = z.infer<typeof findingSchema>;

export const roundCounts = ['missed', 'endsRecovered', 'eventsRecovered', 'differing', 'unlisted'] as const;
export type RoundCounts = Record<(typeof roundCounts)[number], number>;

export interface Round extends StoredDocument, RoundCounts {
  /** ms since the epoch. */
  startedAt: number;
  /** null while it is under way, and for one that was cut off. */
  finishedAt: number | null;
  /** The span of calls that it looked at, ms. */
  from: number;
  to: number;
  /** Whose wish it was; null for the product's own rounds. */
  account: string | null;
  /** Legs that Twilio listed, and those of them that are none of the city's calls. */
  listed: number;
  foreign: number;
  /** Calls not heard of once; they count as missed when the next look finds them missing too. */
  suspects: number;
  /** The first of what it found. */
  findings: Finding[];
  /** Why it broke off: Twilio or the database did not answer. */
  problem: 'twilio' | 'storage' | null;
}

/** Comparisons as the API asks for them and shows them. */
export interface Reconciliation {
  /** A round on demand, ms. Resolves once it is under way; undefined where one is already. */
  begin(span: { from: number; to: number }, account: string): Promise<Round | undefined>;
  /** Newest first. */
  rounds(limit: number): Promise<Round[]>;
}

const count = z.number().int().nonnegative();
const keepMs = 92 * 86_400_000;

export const reconcileRounds: CollectionDeclaration<Round> = {
  name: 'reconcileRounds',
  schema: z.object({
    id: z.string().min(1),
    revision: count,
    startedAt: z.number().int(),
    finishedAt: z.number().int().nullable(),
    from: z.number().int(),
    to: z.number().int(),
    account: z.string().nullable(),
    listed: count,
    foreign: count,
    suspects: count,
    missed: count,
    endsRecovered: count,
    eventsRecovered: count,
    differing: count,
    unlisted: count,
    findings: z.array(findingSchema),
    problem: z.enum(['twilio', 'storage']).nullable(),
  }),
  indexes: { byStart: { fields: ['startedAt'], expiresAfterMs: keepMs } },
};

export const noCounts: RoundCounts = { missed: 0, endsRecovered: 0, eventsRecovered: 0, differing: 0, unlisted: 0 };
