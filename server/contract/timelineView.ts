// GET /api/calls/:sid/timeline: everything that the picture of one call draws. Instants are seconds from the call's start
// (`startedAt`), durations seconds; null means unknown, or not yet.
import { z } from 'zod';
import { resultSchema } from './result.js';

const instant = z.number();
const seconds = z.number().nonnegative();
const result = resultSchema.nullable();
/** `to` is null while it lasts, or where its end was lost. */
const spanSchema = z.object({ from: instant, to: instant.nullable() });
const spokenSchema = z.tuple([instant, instant]);

export const timelineLegSchema = z.object({
  sid: z.string(),
  /** How the leg came about: rung for the dialled line, for somebody in their stead, or by a hand-over from `fromSid`. */
  via: z.enum(['line', 'cover', 'transfer']),
  fromSid: z.string().nullable(),
  to: z.string().nullable(),
  departmentId: z.string().nullable(),
  officialId: z.string().nullable(),
  answer: z.string(),
  status: z.string().nullable(),
  ringing: spanSchema.nullable(),
  talking: spanSchema.nullable(),
  /** The leg's own, by the call's rule. */
  results: z.object({ ring: result, talk: result, closing: result }),
});

export const timelineSpeechSchema = z.object({
  legSid: z.string(),
  from: instant,
  to: instant,
  official: z.array(spokenSchema),
  citizen: z.array(spokenSchema),
  /** Of the stream's length, in seconds; each side's own with overlaps included. */
  shares: z.object({ official: seconds, citizen: seconds, overlap: seconds, silence: seconds }),
  /** Silence before the end with its bounds; null where there is no number, and why. */
  pause: z.object({ seconds: z.number(), lo: z.number(), hi: z.number(), isNoisy: z.boolean() }).nullable(),
  pauseReason: z.string().nullable(),
});

/** An event on which a clause rests. */
export const timelineEvidenceSchema = z.object({
  key: z.string(),
  kind: z.string(),
  legSid: z.string(),
  at: instant,
  /** False where it carries no stamp of Twilio's and stands where it came in. */
  isStamped: z.boolean(),
});

export const timelineViewSchema = z.object({
  sid: z.string(),
  startedAt: z.iso.datetime(),
  /** The end, or now while it goes on. */
  length: seconds,
  isOver: z.boolean(),
  citizen: z.object({ waiting: spanSchema, talking: spanSchema.nullable() }),
  /** The instants at which bells began, as the citizen heard them. */
  bells: z.array(instant),
  /** Where each limit falls; null before the clock of it runs. */
  limits: z.object({ ring: instant.nullable(), talk: instant.nullable() }),
  legs: z.array(timelineLegSchema),
  transfers: z.array(
    z.object({
      fromSid: z.string(),
      toSid: z.string().nullable(),
      kind: z.enum(['blind', 'attended', 'refer', 'unknown']),
      briefed: z.boolean().nullable(),
      outcome: z.enum(['answered', 'lost', 'returned']).nullable(),
      at: instant.nullable(),
      ringSeconds: seconds.nullable(),
      ringResult: result,
    }),
  ),
  /** The citizen heard music. */
  holds: z.array(spanSchema),
  speech: z.array(timelineSpeechSchema),
  hungUpFirst: z.enum(['caller', 'official']).nullable(),
  evidence: z.object({
    ring: z.array(timelineEvidenceSchema),
    talk: z.array(timelineEvidenceSchema),
    closing: z.array(timelineEvidenceSchema),
  }),
});
export type TimelineView = z.infer<typeof timelineViewSchema>;
