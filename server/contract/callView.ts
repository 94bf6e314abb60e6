// One call as the outside sees it: GET /api/calls, GET /api/calls/:sid, and the live rows of the board.
// Times are ISO 8601 UTC, durations are seconds, null means unknown or undecided.
import { z } from 'zod';
import { dispositionSchema, resultSchema } from './result.js';

const seconds = z.number().nullable();
const time = z.iso.datetime().nullable();

const adjustedViewSchema = z.object({ result: resultSchema, reasonCode: z.string() });

export const clauseVerdictViewSchema = z.object({
  /** null while the clause is undecided. */
  result: resultSchema.nullable(),
  /** Bounds of what was measured; the duration lies strictly between them unless both are equal. */
  lo: seconds,
  hi: seconds,
  limit: z.number(),
  reason: z.string().optional(),
  /** Keys of the events this verdict rests on. */
  evidence: z.array(z.string()),
  adjusted: adjustedViewSchema.optional(),
});
export type ClauseVerdictView = z.infer<typeof clauseVerdictViewSchema>;

export const verdictViewSchema = z.object({
  preset: z.string(),
  version: z.number().int(),
  final: z.boolean(),
  ring: clauseVerdictViewSchema,
  talk: clauseVerdictViewSchema,
  closing: clauseVerdictViewSchema,
  overall: resultSchema.nullable(),
  overallAdjusted: resultSchema.nullable(),
});
export type VerdictView = z.infer<typeof verdictViewSchema>;

export const legViewSchema = z.object({
  sid: z.string(),
  to: z.string().nullable(),
  status: z.string().nullable(),
  /** What the pick-up was: human, none, machine, fax, unknown, not-bridged, lost-race, contradicted. */
  answer: z.string(),
  departmentId: z.string().nullable(),
  officialId: z.string().nullable(),
  initiatedAt: time,
  ringingAt: time,
  answeredAt: time,
  endedAt: time,
  ringSeconds: seconds,
  ringCount: z.number().int().nullable(),
  talkSeconds: seconds,
  verdict: verdictViewSchema,
});
export type LegView = z.infer<typeof legViewSchema>;

export const transferViewSchema = z.object({
  fromSid: z.string(),
  /** null where it was asked for and nothing tells of the other desk. */
  toSid: z.string().nullable(),
  fromDepartmentId: z.string().nullable(),
  toDepartmentId: z.string().nullable(),
  kind: z.enum(['blind', 'attended', 'refer', 'unknown']),
  /** Did the next desk know what it was about? null where nothing tells. */
  briefed: z.boolean().nullable(),
  /** answered, lost (nobody took it), returned (to the desk before), or null while open and where nothing tells. */
  outcome: z.enum(['answered', 'lost', 'returned']).nullable(),
  at: time,
  /** Of the next desk, from its bell to its answer; `ringResult` against the city's limit for hand-overs, in seconds. */
  ringSeconds: seconds,
  ringResult: resultSchema.nullable(),
  ringLimit: z.number(),
});
export type TransferView = z.infer<typeof transferViewSchema>;

export const eventViewSchema = z.object({
  key: z.string(),
  kind: z.string(),
  callSid: z.string(),
  status: z.string().nullable(),
  /** The provider's own stamp; null where the webhook carries none. */
  at: time,
  receivedAt: z.iso.datetime(),
  sequence: z.number().int().nullable(),
  /**
   * Form fields as received, in order, without CallToken: numbers masked, whatever is not known to name nobody as `****`.
   * Empty for those who may not see raw events.
   */
  raw: z.array(z.tuple([z.string(), z.string()])),
});
export type EventView = z.infer<typeof eventViewSchema>;

export const coverViewSchema = z.object({
  calledOfficialId: z.string().nullable(),
  answeredOfficialId: z.string().nullable(),
  answeredDepartmentId: z.string().nullable(),
  /** From the call's first bell to the answer of whoever covered. */
  delaySeconds: seconds,
});

export const callSummaryViewSchema = z.object({
  sid: z.string(),
  direction: z.string().nullable(),
  /** The citizen's end is masked (`010-****-1234`; `anonymous` where it was withheld), the city's end is not. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  status: z.string(),
  startedAt: z.iso.datetime(),
  endedAt: time,
  departmentId: z.string().nullable(),
  officialId: z.string().nullable(),
  /** null until the call is settled. */
  disposition: dispositionSchema.nullable(),
  cover: coverViewSchema.nullable(),
  hungUpFirst: z.enum(['caller', 'official']).nullable(),
  waitSeconds: seconds,
  /** In a call centre's queue; null for a call that was not queued, or still is. */
  queueSeconds: seconds,
  ringSeconds: seconds,
  ringCount: z.number().int().nullable(),
  ringCountMin: z.number().int().nullable(),
  ringCountMax: z.number().int().nullable(),
  talkSeconds: seconds,
  transferCount: z.number().int(),
  verdict: verdictViewSchema,
});
export type CallSummaryView = z.infer<typeof callSummaryViewSchema>;

export const callViewSchema = callSummaryViewSchema.extend({
  /** An opaque word, the same on every call of one caller: `GET /api/calls?caller=`. null where nobody can tell who called. */
  callerKey: z.string().nullable(),
  transfers: z.array(transferViewSchema),
  legs: z.array(legViewSchema),
  events: z.array(eventViewSchema),
  /** Events whose key was taken by an earlier one with other content. */
  conflicts: z.array(eventViewSchema),
});
export type CallView = z.infer<typeof callViewSchema>;

export const callPageViewSchema = z.object({
  items: z.array(callSummaryViewSchema),
  nextCursor: z.string().nullable(),
});
export type CallPageView = z.infer<typeof callPageViewSchema>;

/** POST /api/calls/:sid/unmask; the reason is kept in the access record. */
export const unmaskSchema = z.strictObject({ reason: z.string().trim().min(5).max(500) });

export const unmaskedViewSchema = z.object({ from: z.string().nullable(), to: z.string().nullable() });
export type UnmaskedView = z.infer<typeof unmaskedViewSchema>;

/** A call in progress on the board: no number, no name; clocks are ticked by the browser from these instants. */
export const liveCallViewSchema = z.object({
  sid: z.string(),
  departmentId: z.string().nullable(),
  /** connecting: offered, no bell yet. ending: the talk is over, the citizen's leg not yet. */
  state: z.enum(['connecting', 'ringing', 'talking', 'transferring', 'ending']),
  startedAt: z.iso.datetime(),
  /** First bell as the citizen hears it; stays set after the answer. */
  ringingSince: time,
  /** Nominal ring seconds once a person has answered. */
  ringSeconds: seconds,
  talkingSince: time,
  cover: z.boolean(),
  /** Nothing was heard of it for so long that Twilio is being asked whether it goes on; absent otherwise. */
  unconfirmed: z.literal(true).optional(),
  /** Hand-overs so far: seconds of talk at which each happened. */
  transferredAtSeconds: z.array(z.number()),
  /** Breaches that have begun (2 s past the limit), by clause. */
  breaches: z.array(z.enum(['ring', 'talk'])),
  ringResult: resultSchema.nullable(),
});
export type LiveCallView = z.infer<typeof liveCallViewSchema>;
