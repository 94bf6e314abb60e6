// Random stories of every kind a city sees, as fast-check arbitraries, told by the teller of scenarios.ts.
import fc from 'fast-check';
import type { CallEvent } from '../../server/calls/callEvent.js';
import { attended, blindByRest, referred } from './handOverStories.js';
import { closedDoor, leftQueue, messageLeft, queued } from './routedStories.js';
import { lineOf, type Rounding, sid, simpleCall, target, teller } from './scenarios.js';

export interface Story {
  kind: string;
  root: string;
  events: CallEvent[];
}

const roundings: Rounding[] = [Math.floor, Math.round, Math.ceil];
const [deskA, deskB, deskC] = [target(1), target(2), target(3, 'traffic')];

export const storyKinds = [
  ...(['simple', 'abandoned', 'busy', 'colleague', 'transferred', 'race', 'mailbox', 'missed'] as const),
  ...(['blind', 'attended', 'referred'] as const),
  ...(['queued', 'left-queue', 'message', 'closed'] as const),
];

interface Numbers {
  kind: (typeof storyKinds)[number];
  ring: number;
  talk: number;
  second: number;
  hint: 'root' | 'parent' | 'both';
  hungUpFirst: 'caller' | 'official';
  rounding: number;
  phase: number;
}

/** @param index makes the sids; @param origin ms, second 0. */
export function tellStory(numbers: Numbers, index: number, origin: number): Story {
  const root = sid(index * 16 + 1);
  const [legA, legB] = [sid(index * 16 + 2), sid(index * 16 + 3)];
  const rounding = roundings[numbers.rounding % roundings.length] ?? Math.floor;
  const told = { root, origin: origin + numbers.phase, rounding };
  const t = teller(told);
  const { ring, talk, second, hint, hungUpFirst } = numbers;
  const gone = hungUpFirst === 'caller' ? 'completed' : 'in-progress';
  const answeredAt = 2 + ring;
  const leftAt = answeredAt + talk;
  const first = (status: string, at: number, extra = {}) => t.leg(legA, deskA, status, at, { hint, extra });
  const next = (status: string, at: number) =>
    t.leg(legB, numbers.kind === 'transferred' ? deskC : deskB, status, at, { hint, step: 2 });
  const wait = { legA, legB, wait: second, talk, hungUpFirst };
  const handOver = { legA, legB, ring, talk, second, secondTalk: talk / 2, hungUpFirst };
  const stories: Record<Numbers['kind'], () => (CallEvent | undefined)[]> = {
    simple: () => simpleCall(t, { ring, talk, legSid: legA, hungUpFirst }),
    abandoned: () => [
      t.voice(0, lineOf([deskA])),
      first('initiated', 1),
      first('ringing', 2),
      first('canceled', answeredAt),
      t.action(answeredAt + 0.1, {
        DialCallStatus: 'canceled',
        DialCallSid: legA,
        DialBridged: 'false',
        CallStatus: 'completed',
      }),
      t.end(answeredAt + 0.2, 'no-answer', 0),
    ],
    busy: () => [
      t.voice(0, lineOf([deskA])),
      first('initiated', 1),
      first('busy', 2),
      t.action(2.2, { DialCallStatus: 'busy', DialCallSid: legA, DialBridged: 'false', CallStatus: 'ringing' }),
      t.end(4, 'completed', 0),
    ],
    colleague: () => [
      t.voice(0, lineOf([deskA])),
      first('initiated', 1),
      first('ringing', 2),
      first('no-answer', 27),
      t.action(
        27.2,
        { DialCallStatus: 'no-answer', DialCallSid: legA, DialBridged: 'false', CallStatus: 'ringing' },
        { further: [deskB] },
      ),
      next('initiated', 28),
      next('ringing', 29),
      next('in-progress', 29 + second),
      next('completed', 29 + second + talk),
      t.action(
        29.2 + second + talk,
        { DialCallStatus: 'completed', DialCallSid: legB, DialBridged: 'true', CallStatus: gone },
        { step: 2 },
      ),
      t.end(29.4 + second + talk, 'completed', talk),
    ],
    transferred: () => [
      ...simpleCall(t, { ring, talk, legSid: legA }).slice(0, 5),
      next('initiated', leftAt + 1),
      next('ringing', leftAt + 2),
      next('in-progress', leftAt + 2 + second),
      next('completed', leftAt + 2 + second + talk),
      t.action(
        leftAt + 2.2 + second + talk,
        { DialCallStatus: 'completed', DialCallSid: legB, DialBridged: 'true', CallStatus: gone },
        { step: 2 },
      ),
      t.end(leftAt + 2.4 + second + talk, 'completed', talk),
    ],
    race: () => [
      t.voice(0, lineOf([deskA, deskB])),
      first('initiated', 1),
      first('ringing', 2),
      first('in-progress', answeredAt),
      first('completed', answeredAt + 1),
      t.leg(legB, deskB, 'initiated', 1, { hint }),
      t.leg(legB, deskB, 'ringing', 2, { hint }),
      t.leg(legB, deskB, 'in-progress', answeredAt, { hint }),
      t.leg(legB, deskB, 'completed', leftAt, { hint }),
      t.action(leftAt + 0.2, { DialCallStatus: 'completed', DialCallSid: legB, DialBridged: 'true', CallStatus: gone }),
      t.end(leftAt + 0.4, 'completed', talk),
    ],
    blind: () => blindByRest(told, handOver, hint === 'root'),
    attended: () => attended(told, { ...handOver, spelling: hint === 'root' ? 'hyphens' : 'underscores' }),
    referred: () => referred(told, handOver, hint === 'root'),
    queued: () => queued(told, wait, hint !== 'parent'),
    'left-queue': () => leftQueue(told, wait),
    message: () => messageLeft(told, wait),
    closed: () => closedDoor(told),
    mailbox: () => [
      t.voice(0, lineOf([deskA])),
      first('initiated', 1),
      first('ringing', 2),
      first('in-progress', answeredAt, { AnsweredBy: 'machine_start' }),
      first('completed', leftAt),
      t.end(leftAt + 0.4, 'completed', talk),
    ],
    missed: () => [t.listed(leftAt + 300), first('completed', leftAt), t.end(leftAt + 0.4, 'completed', talk)],
  };
  return { kind: numbers.kind, root, events: stories[numbers.kind]().filter((event) => event !== undefined) };
}

const tenths = (from: number, to: number) => fc.integer({ min: from * 10, max: to * 10 }).map((value) => value / 10);

export const storyNumbers: fc.Arbitrary<Numbers> = fc.record({
  kind: fc.constantFrom(...storyKinds),
  ring: tenths(0, 15),
  talk: tenths(1, 400),
  second: tenths(0, 12),
  hint: fc.constantFrom('root', 'parent', 'both'),
  hungUpFirst: fc.constantFrom('caller', 'official'),
  rounding: fc.integer({ min: 0, max: 2 }),
  phase: fc.integer({ min: 0, max: 999 }),
});

export interface Schedule {
  story: Story;
  /** In the order of arrival: permuted, some twice, some late. */
  arrivals: CallEvent[];
  /** All at the same moment, instead of one after the other. */
  atOnce: boolean;
}

/**
 * Status callbacks are asynchronous: they come in any order, again, and late. The voice URL and the Dial's action are
 * requests that Twilio waits for: they too may be applied in any order, but their own receipt is when they happened.
 * A leg's events may lack both our `?root=` and the parent's sid, as long as one of them names it.
 */
export function scheduleOf(origin: number): fc.Arbitrary<Schedule> {
  return storyNumbers.chain((numbers) => {
    const story = tellStory(numbers, 1, origin);
    const count = story.events.length;
    return fc
      .record({
        order: fc.shuffledSubarray([...Array(count).keys()], { minLength: count, maxLength: count }),
        repeats: fc.array(fc.nat({ max: count - 1 }), { maxLength: 4 }),
        delays: fc.array(fc.nat({ max: 600_000 }), { minLength: count, maxLength: count }),
        repeatsFirst: fc.boolean(),
        atOnce: fc.boolean(),
        nameless: fc.array(fc.boolean(), { minLength: count, maxLength: count }),
      })
      .map(({ order, repeats, delays, nameless, repeatsFirst, atOnce }) => {
        const named = new Set<string>();
        const late = order.flatMap((index) => {
          const event = story.events[index];
          if (!event) return [];
          const isAsync = event.kind === 'status' || event.kind === 'conference';
          const arrived = isAsync ? { ...event, receivedAt: event.receivedAt + (delays[index] ?? 0) } : event;
          return [
            {
              event: arrived,
              mayLoseName: event.kind === 'status' && event.callSid !== story.root && (nameless[index] ?? false),
            },
          ];
        });
        // The last event of each leg keeps its names, so that the leg is surely claimed by its root at some time.
        const arrivals = late
          .reverse()
          .map(({ event, mayLoseName }) => {
            const loses = mayLoseName && named.has(event.callSid);
            named.add(event.callSid);
            if (!loses) return event;
            const { rootSid, parentSid, ...rest } = event;
            return rest as CallEvent;
          })
          .reverse();
        const again = repeats.flatMap((index) => {
          const event = arrivals[index];
          return event ? [{ ...event, receivedAt: event.receivedAt + 1_000 }] : [];
        });
        return { story, atOnce, arrivals: repeatsFirst ? [...again, ...arrivals] : [...arrivals, ...again] };
      });
  });
}
