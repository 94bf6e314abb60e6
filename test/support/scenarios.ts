// Small call stories told as Twilio would tell them, for tests of the pure middle: forms in, events out.
import type { CallEvent, ListedEvent, SpeechEvent } from '../../server/calls/callEvent.js';
import type { Line, Target } from '../../server/directory/directory.js';
import type { Callback } from '../../server/twilio/readCallback.js';
import { toActionEvent, toStatusEvent, toVoiceEvent } from '../../server/twilio/toCallEvent.js';

export const accountSid = `AC${'0'.repeat(32)}`;

/** A sid from a small number, in Twilio's form. */
export const sid = (number: number) => `CA${number.toString(16).padStart(32, '0')}`;

export function target(number: number, departmentId = 'tax', kind: Target['kind'] = 'sip'): Target {
  return { address: `sip:${2000 + number}@desk.hanbit.example`, kind, departmentId, officialId: `official-${number}` };
}

export const lineOf = (targets: Target[]): Line => ({
  number: '+82310002001',
  departmentId: targets[0]?.departmentId ?? 'tax',
  officialId: targets[0]?.officialId ?? null,
  targets,
  isCallCentre: false,
});

export type Rounding = (seconds: number) => number;

export interface TellerOptions {
  root: string;
  /** ms since the epoch: second 0 of the story. */
  origin: number;
  rounding?: Rounding;
  /** Stamps with milliseconds, as an exact source would give them. */
  exact?: boolean;
  /** Seconds from happening to our receipt. */
  delay?: number;
}

/** Tells one call: every method yields the event that Twilio's request becomes; times are seconds from the story's start. */
export function teller({ root, origin, rounding = Math.floor, exact = false, delay = 0.1 }: TellerOptions) {
  const sequences = new Map<string, number>();
  const stampText = (at: number) => {
    const ms = exact ? Math.round(origin + at * 1000) : rounding((origin + at * 1000) / 1000) * 1000;
    const date = new Date(ms);
    return exact ? date.toISOString() : date.toUTCString().replace('GMT', '+0000');
  };
  const common = (callSid: string) => ({
    CallSid: callSid,
    AccountSid: accountSid,
    From: '+821000000001',
    ApiVersion: '2010-04-01',
  });
  const callback = (fields: Record<string, string>, at: number, step?: number, rootSid?: string): Callback => ({
    fields: Object.entries(fields),
    rootSid,
    step,
    receivedAt: Math.round(origin + (at + delay) * 1000),
  });
  const expect = ({ event }: { event: CallEvent | undefined }): CallEvent => {
    if (!event) throw new Error('the form names no call');
    return event;
  };
  return {
    voice(at: number, line: Line | undefined) {
      const fields = {
        ...common(root),
        To: line?.number ?? '+82319999999',
        Direction: 'inbound',
        CallStatus: 'ringing',
      };
      return expect(toVoiceEvent({ ...callback(fields, at), receivedAt: Math.round(origin + at * 1000) }, line));
    },
    /** A leg's status; `skip` uses up a sequence number that never arrives. */
    leg(
      legSid: string,
      to: Target,
      status: string,
      at: number,
      options: {
        step?: number;
        skip?: boolean;
        extra?: Record<string, string>;
        hint?: 'root' | 'parent' | 'both';
      } = {},
    ) {
      const sequence = sequences.get(legSid) ?? 0;
      sequences.set(legSid, sequence + 1);
      if (options.skip) return undefined;
      const hint = options.hint ?? 'both';
      const fields = {
        ...common(legSid),
        ...(hint === 'root' ? {} : { ParentCallSid: root }),
        To: to.address,
        Direction: 'outbound-dial',
        CallStatus: status,
        CallbackSource: 'call-progress-events',
        SequenceNumber: String(sequence),
        Timestamp: stampText(at),
        ...options.extra,
      };
      return expect(toStatusEvent(callback(fields, at, options.step ?? 1, hint === 'parent' ? undefined : root)));
    },
    /** The stream of a leg, heard until `at`. */
    speech(legSid: string, at: number, pause: SpeechEvent['pause']): SpeechEvent {
      return {
        kind: 'speech',
        key: `speech:stream-${legSid}`,
        callSid: legSid,
        rootSid: root,
        receivedAt: Math.round(origin + at * 1000),
        raw: [],
        streamSid: `stream-${legSid}`,
        startedAt: origin,
        endMs: at * 1000,
        official: [[0, 1_000]],
        citizen: [[1_200, 2_000]],
        pause,
      };
    },
    /** Twilio's own list tells of the call, of which nothing had come to us. */
    listed(at: number): ListedEvent {
      return {
        kind: 'listed',
        key: `listed:${root}`,
        callSid: root,
        direction: 'inbound',
        receivedAt: Math.round(origin + at * 1000),
        raw: [],
        startedAt: rounding(origin / 1000) * 1000,
        departmentId: 'tax',
        officialId: 'official-1',
      };
    },
    action(at: number, fields: Record<string, string>, options: { step?: number; further?: Target[] } = {}) {
      const all = { ...common(root), To: '+82310002001', Direction: 'inbound', ...fields };
      return expect(
        toActionEvent(
          { ...callback(all, at, options.step ?? 1, root), receivedAt: Math.round(origin + at * 1000) },
          options.further ?? [],
        ),
      );
    },
    end(at: number, status: string, durationSeconds: number) {
      const fields = {
        ...common(root),
        To: '+82310002001',
        Direction: 'inbound',
        CallStatus: status,
        CallbackSource: 'call-progress-events',
        SequenceNumber: '0',
        Timestamp: stampText(at),
        CallDuration: String(Math.round(durationSeconds)),
        Duration: String(Math.ceil(durationSeconds / 60)),
      };
      return expect(toStatusEvent(callback(fields, at)));
    },
  };
}

export type Teller = ReturnType<typeof teller>;

/** One desk, answered after `ring` seconds and talking for `talk`. */
export function simpleCall(
  tell: Teller,
  options: { ring: number; talk: number; legSid: string; hungUpFirst?: 'caller' | 'official' },
): CallEvent[] {
  const desk = target(1);
  const answered = 2 + options.ring;
  const ended = answered + options.talk;
  return [
    tell.voice(0, lineOf([desk])),
    tell.leg(options.legSid, desk, 'initiated', 1),
    tell.leg(options.legSid, desk, 'ringing', 2),
    tell.leg(options.legSid, desk, 'in-progress', answered),
    tell.leg(options.legSid, desk, 'completed', ended, { extra: { CallDuration: String(Math.round(options.talk)) } }),
    tell.action(ended + 0.2, {
      DialCallStatus: 'completed',
      DialCallSid: options.legSid,
      DialCallDuration: String(Math.round(options.talk)),
      DialBridged: 'true',
      CallStatus: options.hungUpFirst === 'official' ? 'in-progress' : 'completed',
    }),
    tell.end(ended + 0.4, 'completed', options.talk),
  ].filter((event) => event !== undefined);
}
