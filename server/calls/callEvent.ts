// Facts about a call as they arrive: one closed union, made only by the Twilio edge (toCallEvent) and never changed.
import { z } from 'zod';

/** A provider's stamp. Whole-second stamps may be floored, rounded or ceiled: only `exact` ones are points. */
export const stampSchema = z.object({ ms: z.number().int(), exact: z.boolean() });
export type Stamp = z.infer<typeof stampSchema>;

export const legStatuses = [
  'queued',
  'initiated',
  'ringing',
  'in-progress',
  'completed',
  'busy',
  'no-answer',
  'failed',
  'canceled',
] as const;
export type LegStatus = (typeof legStatuses)[number];

export const answeredByValues = ['human', 'machine', 'fax', 'unknown'] as const;
export type AnsweredBy = (typeof answeredByValues)[number];

/** A target as it was dialled: the directory's facts of that moment travel with the event. */
export const dialledTargetSchema = z.object({
  address: z.string(),
  kind: z.enum(['number', 'sip', 'client', 'voicemail', 'menu']),
  departmentId: z.string().nullable(),
  officialId: z.string().nullable(),
});
export type DialledTarget = z.infer<typeof dialledTargetSchema>;

const base = {
  /** Dedupe key (twilio.md section 3, DESIGN.md "One call, one document"). */
  key: z.string(),
  /** The call or leg that this event is about. */
  callSid: z.string(),
  /** From `?root=` on the URL that we handed out. */
  rootSid: z.string().optional(),
  parentSid: z.string().optional(),
  /** Our clock, ms since the epoch. Of repeats the earliest counts. */
  receivedAt: z.number().int(),
  stamp: stampSchema.optional(),
  sequence: z.number().int().optional(),
  /** Which of our Dials this belongs to, from `?step=`: 1 for the first. */
  step: z.number().int().positive().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  direction: z.enum(['inbound', 'outbound-api', 'outbound-dial']).optional(),
  /** CallStatus; absent when missing or not one of Twilio's words. */
  status: z.enum(legStatuses).optional(),
  /** Form fields in order, without CallToken. */
  raw: z.array(z.tuple([z.string(), z.string()])),
};

const voiceEventSchema = z.object({
  ...base,
  kind: z.literal('voice'),
  /** What we answered: dial these, or apologise because nobody has the number. */
  answer: z.enum(['dial', 'unknown-number']),
  /** The dialled line's owner, whoever its targets are. */
  departmentId: z.string().nullable(),
  officialId: z.string().nullable(),
  dialled: z.array(dialledTargetSchema),
});
const statusEventSchema = z.object({
  ...base,
  kind: z.literal('status'),
  answeredBy: z.enum(answeredByValues).optional(),
  /** Whole seconds (CallDuration; never Duration, which is minutes). */
  callDurationSeconds: z.number().int().nonnegative().optional(),
});
const actionEventSchema = z.object({
  ...base,
  kind: z.literal('action'),
  dialStatus: z.enum(['completed', 'answered', 'busy', 'no-answer', 'failed', 'canceled']).optional(),
  dialCallSid: z.string().optional(),
  dialDurationSeconds: z.number().int().nonnegative().optional(),
  bridged: z.boolean().optional(),
  /** What we answered: hang up, or dial further. */
  next: z.enum(['end', 'dial']),
  dialled: z.array(dialledTargetSchema),
});
/** ms since the stream's start; the second is exclusive. */
const segmentSchema = z.tuple([z.number().int().nonnegative(), z.number().int().positive()]);
/** Who spoke when, from the media stream of one desk's leg (`callSid`); the sound itself was dropped. */
const speechEventSchema = z.object({
  ...base,
  kind: z.literal('speech'),
  streamSid: z.string(),
  /** Our clock at the stream's start, ms. */
  startedAt: z.number().int(),
  /** ms since then. */
  endMs: z.number().int().nonnegative(),
  official: z.array(segmentSchema),
  citizen: z.array(segmentSchema),
  /** Silence before the stream's end with the bounds of its measurement, ms; or why there is no number. */
  pause: z.union([
    z.object({ ms: z.number(), lo: z.number(), hi: z.number(), isNoisy: z.boolean() }),
    z.enum(['track-missing', 'no-speech']),
  ]),
});
/** Kept and shown; later capabilities give these their meaning. */
const noteEventSchema = z.object({
  ...base,
  kind: z.literal('note'),
  route: z.enum(['conference', 'recording', 'refer', 'queue', 'stream-status']),
});

export const callEventSchema = z.discriminatedUnion('kind', [
  voiceEventSchema,
  statusEventSchema,
  actionEventSchema,
  speechEventSchema,
  noteEventSchema,
]);
export type CallEvent = z.infer<typeof callEventSchema>;
export type VoiceEvent = z.infer<typeof voiceEventSchema>;
export type StatusEvent = z.infer<typeof statusEventSchema>;
export type ActionEvent = z.infer<typeof actionEventSchema>;
export type SpeechEvent = z.infer<typeof speechEventSchema>;
export type NoteEvent = z.infer<typeof noteEventSchema>;

/** The sid under which the event's own names place it: the root, where it names one. */
export function placeOf({ rootSid, parentSid, callSid }: CallEvent): string {
  return rootSid ?? parentSid ?? callSid;
}
