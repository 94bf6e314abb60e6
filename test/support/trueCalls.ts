// Calls of which the whole truth is known: who rang from when to when, who was a person, how it ended. An oracle far simpler
// than the product, against which verdicts from whatever events survive are held.
import fc from 'fast-check';
import type { CallEvent } from '../../server/calls/callEvent.js';
import { lineOf, type Rounding, sid, target, teller } from './scenarios.js';

/** Seconds from the start of the call. */
export interface Truth {
  ring: number | null;
  talk: number | null;
  firstOfficialId: string | null;
  handOvers: number;
  hungUpFirst: 'caller' | 'official' | null;
  disposition: 'answered' | 'abandoned' | 'no-answer' | 'busy';
  /** Every leg that could ring told so. */
  isRingingTold: boolean;
  /** Of every race, an action names the winner. */
  isWinnerTold: boolean;
}

export interface TrueCall {
  root: string;
  truth: Truth;
  events: CallEvent[];
  /** `events` after losses; of every leg at least one is left. */
  survivors: CallEvent[];
  /** One line an event, lost ones crossed out: what a failing run prints. */
  [fc.toStringMethod]: () => string;
}

const origin = Date.parse('2026-02-12T02:00:00Z');
const roundings: Rounding[] = [Math.floor, Math.round, Math.ceil];
const hundredths = (from: number, to: number) =>
  fc.integer({ min: from * 100, max: to * 100 }).map((value) => value / 100);

const dialNumbers = fc.record({
  gap: hundredths(0.3, 2),
  desks: fc.integer({ min: 1, max: 3 }),
  bells: fc.array(hundredths(0.2, 3), { minLength: 3, maxLength: 3 }),
  /** One in eight carriers sends no `ringing`. */
  silent: fc.array(
    fc.integer({ min: 0, max: 7 }).map((one) => one === 0),
    { minLength: 3, maxLength: 3 },
  ),
  outcome: fc.constantFrom('answered', 'answered', 'answered', 'raced', 'no-answer', 'busy', 'mailbox'),
  taker: fc.nat(2),
  pickUp: fc.oneof(hundredths(0.1, 15), hundredths(2, 5)),
  talk: fc.oneof(hundredths(2, 400), hundredths(170, 190)),
});
type DialNumbers = typeof dialNumbers extends fc.Arbitrary<infer T> ? T : never;

const callNumbers = fc.record({
  phase: fc.nat(999),
  rounding: fc.nat(2),
  dials: fc.array(dialNumbers, { minLength: 1, maxLength: 3 }),
  leavesWhileRinging: fc.boolean(),
  /** A transfer: with our next step, by TwiML without steps, or by TwiML that names the first step again. */
  transfer: fc.constantFrom('step', 'bare', 'again'),
  hungUpFirst: fc.constantFrom('caller' as const, 'official' as const),
  losses: fc.array(fc.nat(9), { minLength: 80, maxLength: 80 }),
  /** In tenths. */
  loss: fc.nat(3),
});

interface Told {
  event: CallEvent;
  leg: string | null;
}

function tellTrueCall(numbers: typeof callNumbers extends fc.Arbitrary<infer T> ? T : never): TrueCall {
  const root = sid(1);
  const rounding = roundings[numbers.rounding] ?? Math.floor;
  const t = teller({ root, origin: origin + numbers.phase, rounding });
  const told: Told[] = [];
  const add = (event: CallEvent | undefined, leg: string | null) => event && told.push({ event, leg });
  const desksOf = (dial: number, one: DialNumbers) =>
    Array.from({ length: one.desks }, (_, index) => ({
      desk: target(
        1 + dial * 3 + index,
        dial === 0 ? 'tax' : 'traffic',
        one.outcome === 'mailbox' ? 'voicemail' : 'sip',
      ),
      leg: sid(16 + dial * 3 + index),
    }));
  const bare = (event: CallEvent | undefined): CallEvent | undefined => {
    if (!event) return undefined;
    const { step, ...rest } = event;
    return rest as CallEvent;
  };

  let now = 0;
  let firstBell: number | null = null;
  let firstAnswer: number | null = null;
  const truth: Truth = {
    ring: null,
    talk: null,
    firstOfficialId: null,
    handOvers: 0,
    hungUpFirst: null,
    disposition: 'no-answer',
    isRingingTold: true,
    isWinnerTold: true,
  };
  const [opening] = numbers.dials;
  add(t.voice(0, lineOf(opening ? desksOf(0, opening).map(({ desk }) => desk) : [])), null);
  numbers.dials.forEach((one, dial) => {
    const isLast = dial === numbers.dials.length - 1;
    const isTransfer = firstAnswer !== null;
    const step = isTransfer && numbers.transfer === 'again' ? 1 : dial + 1;
    const form = isTransfer && numbers.transfer === 'bare' ? bare : (event: CallEvent | undefined) => event;
    const legs = desksOf(dial, one).map((leg, index) => ({
      ...leg,
      bell: one.bells[index] ?? 1,
      isSilent: one.silent[index] ?? false,
    }));
    const begun = now + one.gap;
    const isBusy = one.outcome === 'busy';
    const say = (leg: string, desk: (typeof legs)[number]['desk'], status: string, at: number, extra = {}) =>
      add(form(t.leg(leg, desk, status, at, { step, extra })), leg);
    const ringsUntil = begun + 3.5 + one.pickUp;
    const taker = legs[one.taker % legs.length];
    for (const { leg, desk, bell, isSilent } of legs) {
      say(leg, desk, 'initiated', begun);
      if (isBusy) continue;
      if (firstBell === null || begun + bell < firstBell) firstBell = firstAnswer === null ? begun + bell : firstBell;
      if (isSilent && firstAnswer === null) truth.isRingingTold = false;
      if (!isSilent) say(leg, desk, 'ringing', begun + bell);
    }
    const actionOf = (
      at: number,
      status: string,
      bridged: string,
      callStatus: string,
      duration?: number,
      further = false,
    ) => {
      if (isTransfer && numbers.transfer !== 'step' && !isLast) return;
      // A second action of one step has the first one's key: it is kept as a conflict and tells nothing.
      if (step <= dial && told.some(({ event: one }) => one.kind === 'action' && one.step === step))
        truth.isWinnerTold = false;
      const fields = {
        DialCallStatus: status,
        DialCallSid: taker?.leg ?? '',
        DialBridged: bridged,
        CallStatus: callStatus,
      };
      const next = numbers.dials[dial + 1];
      const options = {
        step,
        ...(further && next ? { further: desksOf(dial + 1, next).map(({ desk }) => desk) } : {}),
      };
      add(
        form(
          t.action(
            at,
            duration === undefined ? fields : { ...fields, DialCallDuration: String(Math.round(duration)) },
            options,
          ),
        ),
        null,
      );
    };
    if (one.outcome === 'answered' || one.outcome === 'raced') {
      const answered = ringsUntil;
      const left = answered + one.talk;
      const loser = one.outcome === 'raced' ? legs.find((leg) => leg !== taker) : undefined;
      for (const { leg, desk } of legs) {
        if (leg === taker?.leg) {
          say(leg, desk, 'in-progress', answered);
          say(leg, desk, 'completed', left);
        } else if (leg === loser?.leg) {
          say(leg, desk, 'in-progress', answered + 0.2);
          say(leg, desk, 'completed', answered + 0.9);
        } else say(leg, desk, 'canceled', answered + 0.4);
      }
      if (firstAnswer === null) {
        firstAnswer = answered;
        truth.ring = answered - (firstBell ?? 0);
        truth.firstOfficialId = taker?.desk.officialId ?? null;
      } else truth.handOvers += 1;
      truth.talk = left - firstAnswer;
      truth.disposition = 'answered';
      truth.hungUpFirst = isLast ? numbers.hungUpFirst : null;
      now = left;
      // A redirected Dial brings no action.
      if (isLast) {
        actionOf(
          left + 0.2,
          'completed',
          'true',
          numbers.hungUpFirst === 'caller' ? 'completed' : 'in-progress',
          one.talk,
        );
      } else if (numbers.transfer === 'step') {
        actionOf(left + 0.2, 'completed', 'true', 'in-progress', one.talk, true);
      } else if (loser) truth.isWinnerTold = false;
      return;
    }
    const isLeft = isLast && numbers.leavesWhileRinging && !isBusy && one.outcome !== 'mailbox';
    const word = isBusy ? 'busy' : one.outcome === 'mailbox' ? 'completed' : isLeft ? 'canceled' : 'no-answer';
    const ended = isBusy ? begun + 0.8 : ringsUntil;
    for (const { leg, desk } of legs) {
      if (one.outcome === 'mailbox' && leg === taker?.leg) {
        say(leg, desk, 'in-progress', ended);
        say(leg, desk, 'completed', ended + 5);
      } else say(leg, desk, one.outcome === 'mailbox' ? 'canceled' : word, ended);
    }
    now = one.outcome === 'mailbox' ? ended + 5 : ended;
    const canGoOn = !isLast && one.outcome !== 'mailbox';
    actionOf(
      now + 0.2,
      word,
      one.outcome === 'mailbox' ? 'true' : 'false',
      isLeft ? 'completed' : firstAnswer === null ? 'ringing' : 'in-progress',
      undefined,
      canGoOn,
    );
    if (firstAnswer === null)
      truth.disposition = isLeft ? 'abandoned' : isBusy && truth.disposition !== 'no-answer' ? 'busy' : 'no-answer';
  });
  add(t.end(now + 0.4, 'completed', 1), null);
  // What kind of target was dialled is known from the webhook that dialled it: without it nobody can tell a mailbox.
  const isTelling = ({ kind }: CallEvent) =>
    kind !== 'status' && numbers.dials.some((one) => one.outcome === 'mailbox');
  const kept = new Set<string>();
  const survivors = told.filter(({ event, leg }, index) => {
    const lost = !isTelling(event) && (numbers.losses[index % 80] ?? 0) < numbers.loss;
    if (!lost && leg) kept.add(leg);
    return !lost;
  });
  // What is lost whole leaves no trace in any product; the last of a leg's events then stays.
  const saved = told.filter(
    ({ leg }, index) => leg !== null && !kept.has(leg) && told.findLastIndex((one) => one.leg === leg) === index,
  );
  const left = [...survivors, ...saved].map(({ event }) => event);
  const line = (event: CallEvent) =>
    `${left.includes(event) ? ' ' : 'x'} ${event.key} ${event.stamp ? event.stamp.ms - origin : `@${event.receivedAt - origin}`}`;
  return {
    root,
    truth,
    events: told.map(({ event }) => event),
    survivors: left,
    [fc.toStringMethod]: () => [JSON.stringify(truth), ...told.map(({ event }) => line(event))].join('\n'),
  };
}

/** Nobody dials on after a mailbox; and that a citizen was handed to one, no webhook tells. */
function withoutHiddenMailboxes(dials: readonly DialNumbers[]): DialNumbers[] {
  const mailbox = dials.findIndex((dial) => dial.outcome === 'mailbox');
  if (mailbox < 0) return [...dials];
  const isTransfer = dials.slice(0, mailbox).some((dial) => dial.outcome === 'answered' || dial.outcome === 'raced');
  if (!isTransfer) return dials.slice(0, mailbox + 1);
  return dials.map((dial) => (dial.outcome === 'mailbox' ? { ...dial, outcome: 'no-answer' } : dial));
}

export const trueCalls: fc.Arbitrary<TrueCall> = callNumbers.map((numbers) =>
  tellTrueCall({ ...numbers, dials: withoutHiddenMailboxes(numbers.dials) }),
);
