// Twilio's words translated once, in one pure table. An unknown value becomes undefined and a warning, never a guess;
// whatever came stays in `raw`. Sources: reference notes on Twilio, sections 1, 3 and 8.
import {
  type AnsweredBy,
  type CallEvent,
  legStatuses,
  type NoteEvent,
  type Stamp,
  type VoiceEvent,
} from '../calls/callEvent.js';
import { mostTargets } from '../calls/limits.js';
import type { Line, Target } from '../directory/directory.js';
import { type Callback, sidOf } from './readCallback.js';

export interface Translated {
  /** Undefined for what is no event of a call: a heartbeat, or a form that names no call. */
  event: CallEvent | undefined;
  /** One short word per value that we do not know. */
  warnings: string[];
}

const answeredByWords: Readonly<Record<string, AnsweredBy>> = {
  human: 'human',
  fax: 'fax',
  unknown: 'unknown',
  machine_start: 'machine',
  machine_end_beep: 'machine',
  machine_end_silence: 'machine',
  machine_end_other: 'machine',
};
const directions = ['inbound', 'outbound-api', 'outbound-dial'] as const;
const dialStatuses = ['completed', 'answered', 'busy', 'no-answer', 'failed', 'canceled'] as const;

/** A time of day, then its zone. */
const zone = /\d:\d\d(?:\.\d+)?\s*(?:Z|GMT|UTC|[+-]\d\d:?\d\d)$/i;

/** The form's fields by name; counts what it does not know. */
export class Reader {
  readonly warnings: string[] = [];
  readonly #fields: ReadonlyMap<string, string>;

  constructor(fields: Callback['fields']) {
    this.#fields = new Map(fields.map(([name, value]) => [name, value]));
  }

  text(name: string): string | undefined {
    const value = this.#fields.get(name);
    return value === undefined || value === '' ? undefined : value;
  }

  word<T extends string>(name: string, words: readonly T[]): T | undefined {
    const value = this.text(name);
    const known = words.find((word) => word === value);
    if (value !== undefined && known === undefined) this.warnings.push(`${name}-unknown`);
    return known;
  }

  whole(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (/^\d{1,9}$/.test(value)) return Number(value);
    this.warnings.push(`${name}-unreadable`);
    return undefined;
  }

  flag(name: string): boolean | undefined {
    const value = this.word(name, ['true', 'false'] as const);
    return value === undefined ? undefined : value === 'true';
  }

  answeredBy(): AnsweredBy | undefined {
    const value = this.text('AnsweredBy');
    const known = value !== undefined && Object.hasOwn(answeredByWords, value) ? answeredByWords[value] : undefined;
    if (value !== undefined && known === undefined) this.warnings.push('AnsweredBy-unknown');
    return known;
  }

  /** RFC 2822 stamps have whole seconds; an ISO stamp with a fraction is exact. Without a zone it names no instant. */
  stamp(): Stamp | undefined {
    const value = this.text('Timestamp');
    if (value === undefined) return undefined;
    const ms = zone.test(value) ? Date.parse(value) : Number.NaN;
    if (Number.isFinite(ms)) return { ms, exact: /\d\.\d/.test(value) };
    this.warnings.push('Timestamp-unreadable');
    return undefined;
  }
}

/** Leaves out what is undefined, as the event's optional fields demand. */
export function present<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

export function baseOf(callback: Callback, read: Reader, callSid: string) {
  return {
    callSid,
    receivedAt: callback.receivedAt,
    raw: callback.fields.map(([name, value]): [string, string] => [name, value]),
    ...present({
      rootSid: callback.rootSid,
      parentSid: sidOf(read.text('ParentCallSid')),
      step: callback.step,
      stamp: read.stamp(),
      sequence: read.whole('SequenceNumber'),
      from: read.text('From'),
      to: read.text('To'),
      direction: read.word('Direction', directions),
      status: read.word('CallStatus', legStatuses),
    }),
  };
}

/** What the voice URL was answered with. */
interface Routed {
  answer: VoiceEvent['answer'];
  /** Whom it rings, or who may take the citizen out of the queue. */
  dialled: readonly Target[];
}

/** @param line whose number was dialled, or undefined for a number that nobody has; all of it is rung unless told otherwise. */
export function toVoiceEvent(
  callback: Callback,
  line: Line | undefined,
  routed: Routed = { answer: line ? 'dial' : 'unknown-number', dialled: line?.targets ?? [] },
): Translated {
  const read = new Reader(callback.fields);
  const callSid = sidOf(read.text('CallSid'));
  if (!callSid) return { event: undefined, warnings: ['CallSid-missing'] };
  return {
    event: {
      kind: 'voice',
      key: `voice:${callSid}`,
      ...baseOf(callback, read, callSid),
      answer: routed.answer,
      departmentId: line?.departmentId ?? null,
      officialId: line?.officialId ?? null,
      dialled: routed.dialled.slice(0, mostTargets),
    },
    warnings: read.warnings,
  };
}

export function toStatusEvent(callback: Callback): Translated {
  const read = new Reader(callback.fields);
  const callSid = sidOf(read.text('CallSid'));
  if (!callSid) return { event: undefined, warnings: ['CallSid-missing'] };
  return {
    event: {
      kind: 'status',
      key: `status:${callSid}:${read.text('SequenceNumber') ?? '-'}:${read.text('CallStatus') ?? '-'}`,
      ...baseOf(callback, read, callSid),
      ...present({ answeredBy: read.answeredBy(), callDurationSeconds: read.whole('CallDuration') }),
    },
    warnings: read.warnings,
  };
}

/** @param further what the action's answer dials next; none means that it hangs up, unless `next` says otherwise. */
export function toActionEvent(callback: Callback, further: readonly Target[]): Translated {
  const read = new Reader(callback.fields);
  const callSid = sidOf(read.text('CallSid'));
  if (!callSid) return { event: undefined, warnings: ['CallSid-missing'] };
  const dialCallSid = sidOf(read.text('DialCallSid'));
  return {
    event: {
      kind: 'action',
      key: `action:${callSid}:${callback.step ?? dialCallSid ?? '-'}`,
      ...baseOf(callback, read, callSid),
      ...present({
        dialStatus: read.word('DialCallStatus', dialStatuses),
        dialCallSid,
        dialDurationSeconds: read.whole('DialCallDuration'),
        bridged: read.flag('DialBridged'),
      }),
      next: further.length > 0 ? 'dial' : 'end',
      dialled: [...further],
    },
    warnings: read.warnings,
  };
}

const noteKeys: Readonly<Record<NoteEvent['route'], readonly string[]>> = {
  conference: ['ConferenceSid', 'SequenceNumber'],
  recording: ['RecordingSid', 'RecordingStatus'],
  voicemail: ['CallSid', 'RecordingSid'],
  refer: ['CallSid'],
  queue: ['CallSid', 'QueueSid', 'QueueResult'],
  'stream-status': ['StreamSid', 'StreamEvent'],
};

/** Kept from the start; later capabilities read them. Conference events without a call stand under `?root=`. */
export function toNoteEvent(route: NoteEvent['route'], callback: Callback): Translated {
  const read = new Reader(callback.fields);
  // waitUrl asks again each time its music ends: a heartbeat.
  if (route === 'queue' && read.text('QueuePosition') !== undefined) return { event: undefined, warnings: [] };
  const callSid = sidOf(read.text('CallSid')) ?? callback.rootSid;
  if (!callSid) return { event: undefined, warnings: ['CallSid-missing'] };
  const parts = noteKeys[route].map((name) => read.text(name) ?? '-');
  return {
    event: {
      kind: 'note',
      route,
      key: [route, ...parts, ...(callback.step === undefined ? [] : [callback.step])].join(':'),
      ...baseOf(callback, read, callSid),
    },
    warnings: read.warnings,
  };
}
