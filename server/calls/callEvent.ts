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
  /** Never came to us and was read back from Twilio's own log of the call; `receivedAt` is then the log's time of it. */
  recovered: z.literal(true).optional(),
  /** Form fields in order, without CallToken. */
  raw: z.array(z.tuple([z.string(), z.string()])),
};

const voiceEventSchema = z.object({
  ...base,
  kind: z.literal('voice'),
  /** What we answered: dial these, let the citizen wait for one of them, or say why nobody is rung. */
  answer: z.enum(['dial', 'queue', 'unknown-number', 'closed', 'nobody']),
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
export const queueResults = [
  'bridged',
  'bridging-in-process',
  'error',
  'hangup',
  'leave',
  'redirected',
  'redirected-from-bridged',
  'queue-full',
  'system-error',
] as const;
const actionEventSchema = z.object({
  ...base,
  kind: z.literal('action'),
  dialStatus: z.enum(['completed', 'answered', 'busy', 'no-answer', 'failed', 'canceled']).optional(),
  dialCallSid: z.string().optional(),
  dialDurationSeconds: z.number().int().nonnegative().optional(),
  bridged: z.boolean().optional(),
  /** Of the end of a wait in a queue: Twilio's word for it, and whole seconds. */
  queue: z
    .object({ result: z.enum(queueResults).optional(), seconds: z.number().int().nonnegative().optional() })
    .optional(),
  /** What we answered: hang up, dial further, take a message, take the citizen into the call's conference, or go back to the talk before. */
  next: z.enum(['end', 'dial', 'voicemail', 'conference', 'resume']),
  dialled: z.array(dialledTargetSchema),
});
/** The citizen heard to its end that the call may be recorded: now the bells begin. */
const noticeEventSchema = z.object({
  ...base,
  kind: z.literal('notice'),
  dialled: z.array(dialledTargetSchema),
});
/** The citizen began to wait in a queue, or an agent took the call out of it. */
const queueEventSchema = z.object({
  ...base,
  kind: z.literal('queue'),
  what: z.enum(['entered', 'taken']),
  queueSid: z.string(),
  /** Whose leg took it. */
  agentSid: z.string().optional(),
});
/** We ring an agent for somebody who waits: asked, durable before Twilio is; then what became of it, unless it was accepted. */
const agentRungEventSchema = z.object({
  ...base,
  kind: z.literal('agent-rung'),
  what: z.enum(['asked', 'refused', 'unknown']),
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
/** What somebody of ours asked for, durable before Twilio is asked; `step` is that of the Dial which it may begin. */
const intentEventSchema = z.object({
  ...base,
  kind: z.literal('intent'),
  intentId: z.string(),
  wish: z.enum(['transfer', 'hold', 'resume', 'end']),
  by: z.object({ userId: z.string().nullable(), account: z.string() }),
  /** The desk that held the citizen. */
  fromLegSid: z.string().nullable(),
  /** Where a transfer goes. */
  dialled: z.array(dialledTargetSchema),
  transferKind: z.enum(['blind', 'attended']).nullable(),
  /** As whoever asked said: the next desk knows what it is about. */
  briefed: z.boolean().nullable(),
  reason: z.string().nullable(),
});
/** What became of asking Twilio. Unknown where it did not answer: nothing is asked twice. */
const intentOutcomeEventSchema = z.object({
  ...base,
  kind: z.literal('intent-outcome'),
  intentId: z.string(),
  outcome: z.enum(['accepted', 'refused', 'unknown']),
  /** Twilio's code of a refusal. */
  code: z.number().int().nullable(),
});
export const conferenceReasons = [
  'participant-hung-up',
  'participant-updated-via-api',
  'moderator-ended-conference',
  'participant-add-failed',
  'conference-ended-via-api',
  'last-participant-left',
  'last-participant-kicked',
  'participant-with-end-conference-on-exit-left',
  'participant-with-end-conference-on-exit-kicked',
] as const;
/** Somebody came, left or was put on hold; `callSid` is whose leg, or the root where it concerns the whole conference. */
const conferenceEventSchema = z.object({
  ...base,
  kind: z.literal('conference'),
  conferenceSid: z.string(),
  /** Absent for what changes nothing that we measure, such as somebody being muted. */
  what: z.enum(['start', 'end', 'join', 'leave', 'hold', 'unhold']).optional(),
  /** Why somebody left or it ended; both spellings of Twilio read as one. */
  reason: z.enum(conferenceReasons).optional(),
  /** CallSidEndingConference. */
  endedBySid: z.string().optional(),
});
/** A desk's telephone asked to send the citizen elsewhere; what it named is in `raw`. */
const referEventSchema = z.object({
  ...base,
  kind: z.literal('refer'),
  /** What we answered with; empty for a target that nobody has. */
  dialled: z.array(dialledTargetSchema),
});
/** A call that only Twilio's own list told of: nothing of it came to us when it happened. `stamp` is its end. */
const listedEventSchema = z.object({
  ...base,
  kind: z.literal('listed'),
  /** Twilio's start of the call, ms in whole seconds. */
  startedAt: z.number().int(),
  /** Whose line was dialled, by the directory of the moment of reading. */
  departmentId: z.string().nullable(),
  officialId: z.string().nullable(),
});
/** Kept and shown; later capabilities give these their meaning. */
const noteEventSchema = z.object({
  ...base,
  kind: z.literal('note'),
  route: z.enum(['conference', 'recording', 'refer', 'queue', 'stream-status', 'voicemail']),
});

export const callEventSchema = z.discriminatedUnion('kind', [
  voiceEventSchema,
  statusEventSchema,
  actionEventSchema,
  speechEventSchema,
  intentEventSchema,
  intentOutcomeEventSchema,
  conferenceEventSchema,
  referEventSchema,
  listedEventSchema,
  noticeEventSchema,
  queueEventSchema,
  agentRungEventSchema,
  noteEventSchema,
]);
export type CallEvent = z.infer<typeof callEventSchema>;
export type VoiceEvent = z.infer<typeof voiceEventSchema>;
export type StatusEvent = z.infer<typeof statusEventSchema>;
export type ActionEvent = z.infer<typeof actionEventSchema>;
export type SpeechEvent = z.infer<typeof speechEventSchema>;
export type IntentEvent = z.infer<typeof intentEventSchema>;
export type IntentOutcomeEvent = z.infer<typeof intentOutcomeEventSchema>;
export type ConferenceEvent = z.infer<typeof conferenceEventSchema>;
export type ListedEvent = z.infer<typeof listedEventSchema>;
export type NoticeEvent = z.infer<typeof noticeEventSchema>;
export type QueueEvent = z.infer<typeof queueEventSchema>;
export type AgentRungEvent = z.infer<typeof agentRungEventSchema>;
export type NoteEvent = z.infer<typeof noteEventSchema>;

/** The sid under which the event's own names place it: the root, where it names one. */
export function placeOf({ rootSid, parentSid, callSid }: CallEvent): string {
  return rootSid ?? parentSid ?? callSid;
}
