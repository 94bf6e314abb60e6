// What a live call's strip shows at one moment, in the drawing's own units (920 by 60): pure, so that it can be tested.
import type { BoardSettings } from '../../../server/contract/boardSettings.js';
import type { LiveCallView } from '../../../server/contract/callView.js';

export const stripSize = { width: 920, height: 60 };
export const bar = { from: 186, mark: 652, to: 806 };

export type Bell = 'off' | 'lit' | 'late' | 'breach' | 'provisional' | 'doubt' | 'unknown';

export interface StripShape {
  bells: [Bell, Bell, Bell];
  /** Rings beyond the third. */
  more: number;
  /** Rings heard so far, or null when the first bell was not reported. */
  ringCount: number | null;
  /** Seconds of talk so far, or null before the answer. */
  talkSeconds: number | null;
  /** Right ends of the three parts of the talk bar. */
  talk: { within: number; past: number; protection: number } | null;
  notches: number[];
}

// Beyond the 3:00 mark the bar slows down, so that 3:20 and 14:00 both fit; the last fifth is for calls past protection.
const pastShare = 0.8;
// Bent once more, so that the first seconds past the mark are seen from across the room.
const pastBend = 0.7;
// Being past protection at all must be seen at once, not after some minutes.
const pastStep = 0.4;

/** Where a moment of talk lies on the bar. */
export function barPosition(seconds: number, rule: BoardSettings['rule']): number {
  const { talkLimitSeconds: limit, protectionSeconds: protection } = rule;
  if (seconds <= limit) return bar.from + (bar.mark - bar.from) * (Math.max(0, seconds) / limit);
  const room = bar.to - bar.mark;
  if (seconds <= protection) {
    const share = (Math.log(seconds / limit) / Math.log(protection / limit)) ** pastBend;
    return bar.mark + room * pastShare * share;
  }
  const beyond = pastStep + (1 - pastStep) * Math.min(1, seconds / protection - 1);
  return bar.mark + room * (pastShare + (1 - pastShare) * beyond);
}

function bellsOf(
  ringCount: number | null,
  late: 'breach' | 'provisional' | 'doubt' | null,
  isUnknown: boolean,
): StripShape['bells'] {
  if (isUnknown) return ['unknown', 'unknown', 'unknown'];
  const lit: Bell = late === 'breach' || late === 'provisional' ? 'late' : 'lit';
  const bell = (index: number): Bell => ((ringCount ?? 0) > index ? lit : 'off');
  return [bell(0), bell(1), late ?? bell(2)];
}

function lateness(call: LiveCallView, ringSeconds: number | null, rule: BoardSettings['rule']) {
  if (ringSeconds === null || ringSeconds < rule.ringLimitSeconds)
    return call.breaches.includes('ring') ? 'breach' : null;
  if (call.ringResult === 'uncertain') return 'doubt';
  if (call.ringResult === 'pass') return null;
  return call.ringResult === 'fail' || call.breaches.includes('ring') ? 'breach' : 'provisional';
}

/** `now`: server time in ms. */
export function stripShape(call: LiveCallView, rule: BoardSettings['rule'], now: number): StripShape {
  const since = (time: string | null) => (time === null ? null : Math.max(0, (now - Date.parse(time)) / 1000));
  const talkSeconds = since(call.talkingSince);
  const ringSeconds = call.ringSeconds ?? (talkSeconds === null ? since(call.ringingSince) : null);
  const ringCount = ringSeconds === null ? null : Math.floor(ringSeconds / rule.cadenceSeconds) + 1;
  const talk =
    talkSeconds === null
      ? null
      : {
          within: barPosition(Math.min(talkSeconds, rule.talkLimitSeconds), rule),
          past: barPosition(Math.min(talkSeconds, rule.protectionSeconds), rule),
          protection: barPosition(talkSeconds, rule),
        };
  return {
    bells: bellsOf(ringCount, lateness(call, ringSeconds, rule), talkSeconds !== null && ringSeconds === null),
    more: Math.max(0, (ringCount ?? 0) - 3),
    ringCount,
    talkSeconds,
    talk,
    notches: call.transferredAtSeconds.map((seconds) => barPosition(seconds, rule)),
  };
}
