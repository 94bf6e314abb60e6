// Whose addresses a call shows: the city's as they are, nobody else's.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { replay } from '../../../server/calls/applyEvent.js';
import type { CallEvent } from '../../../server/calls/callEvent.js';
import { maskedCitizen } from '../../../server/present/callMask.js';
import { presentCall, presentCallSummary } from '../../../server/present/callView.js';
import { judgeCall } from '../../../server/verdict/judgeCall.js';
import { ruleFor } from '../../../server/verdict/presets.js';
import { asCitizen } from '../../support/asCitizen.js';
import { storyNumbers, tellStory } from '../../support/callStories.js';
import { longestRunOf } from '../../support/digitRuns.js';
import { lineOf, sid, simpleCall, target, teller } from '../../support/scenarios.js';

const origin = Date.UTC(2026, 10, 23, 1);
const [root, leg] = [sid(1), sid(2)];
const judged = (events: readonly CallEvent[], id = root) => {
  const call = replay(id, events);
  return { call, judgement: judgeCall(call, ruleFor('ulsan', 'KR')) };
};

const simple = () => simpleCall(teller({ root, origin }), { ring: 4, talk: 30, legSid: leg });
const rawOf = (view: ReturnType<typeof presentCall>, name: string) =>
  new Set(view.events.flatMap(({ raw }) => raw.flatMap(([field, text]) => (field === name ? [text] : []))));

describe('a call of a citizen', () => {
  const record = judged(
    asCitizen(simple(), '+821055551234', [
      ['CallerName', 'somebody'],
      ['CallerZip', ''],
      ['FromCity', 'HANBIT'],
    ]),
  );

  test('shows the line and the desk, and the citizen masked', () => {
    const view = presentCall(record, { raw: true });
    expect([view.from, view.to]).toEqual(['010-****-1234', '+82310002001']);
    expect(view.legs.map(({ to }) => to)).toEqual([target(1).address]);
    expect(presentCallSummary(record).from).toBe('010-****-1234');
    expect(maskedCitizen(record.call)).toBe('010-****-1234');
  });

  test('shows raw fields only to those who may see them, and hides there whatever may name somebody', () => {
    const view = presentCall(record, { raw: true });
    expect(rawOf(view, 'From')).toEqual(new Set(['010-****-1234']));
    expect(rawOf(view, 'To')).toEqual(new Set(['+82310002001', target(1).address]));
    expect(rawOf(view, 'CallStatus')).toEqual(new Set(['ringing', 'initiated', 'in-progress', 'completed']));
    for (const name of ['CallerName', 'FromCity']) expect(rawOf(view, name)).toEqual(new Set(['****']));
    expect(rawOf(view, 'CallerZip')).toEqual(new Set(['']));
    expect(presentCall(record, { raw: false }).events.flatMap(({ raw }) => raw)).toEqual([]);
  });
});

describe('an end that is not ours', () => {
  const fields = (direction: string, from: string, to: string): Partial<CallEvent> =>
    ({ direction, from, to }) as Partial<CallEvent>;
  const first = (part: Partial<CallEvent>) => {
    const [event] = simple();
    return judged([{ ...event, ...part } as CallEvent]);
  };

  test('is the one called when we call', () => {
    const { call, judgement } = first(fields('outbound-api', '+82310002001', '+821055551234'));
    const view = presentCallSummary({ call, judgement });
    expect([view.from, view.to]).toEqual(['+82310002001', '010-****-1234']);
    expect(maskedCitizen(call)).toBe('010-****-1234');
  });

  test('may be either while nobody has said who called', () => {
    const story = teller({ root, origin });
    const legs = story.leg(leg, target(1), 'ringing', 2);
    const { from, to } = presentCallSummary(judged(asCitizen(legs ? [legs] : [], '+821055551234'), leg));
    expect([from, to]).toEqual(['010-****-1234', 'sip:****']);
  });

  test('is masked even where it is one of our own desks that called the city', () => {
    const desk = target(1);
    const view = presentCall(judged(asCitizen([teller({ root, origin }).voice(0, lineOf([desk]))], desk.address)), {
      raw: true,
    });
    expect(view.from).toBe('sip:****');
    expect(rawOf(view, 'From')).toEqual(new Set(['sip:****']));
  });

  test('is a telephone that the directory never dialled', () => {
    const stranger = { ...target(7), address: '+821055559876' };
    const story = teller({ root, origin });
    const events = [...simple(), story.leg(sid(3), stranger, 'ringing', 3)].filter((event) => event !== undefined);
    expect(presentCall(judged(events), { raw: true }).legs.map(({ to }) => to)).toContain('010-****-9876');
  });
});

test('no view ever carries more of a citizen’s digits together than the last four', () => {
  const digits = (length: number) =>
    fc.string({ unit: fc.constantFrom(...'123456789'), minLength: length, maxLength: length });
  const citizens = fc.oneof(
    digits(8).map((number) => `+8210${number}`),
    digits(7).map((number) => `+822${number}`),
    digits(8).map((number) => `+8263${number}`),
    digits(10).map((number) => `+1${number}`),
    digits(9).map((number) => `sip:${number}@203.0.113.7`),
    digits(9).map((number) => `client:${number}`),
    digits(5),
  );
  const names = ['ForwardedFrom', 'Caller', 'CallerName', 'SipHeader_X-Caller', 'AddOns', 'FromZip', 'foo', 'Digits'];
  const spelled = [
    (number: string) => number,
    (number: string) => `0${number.slice(3)}`,
    (number: string) => JSON.stringify({ status: 'ok', number }),
    (number: string) => `"민원인" <sip:${number}@home.example>`,
    (number: string) => [...number].join(' '),
  ];
  const more = fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...spelled)), { maxLength: 5 });
  fc.assert(
    fc.property(storyNumbers, citizens, more, (numbers, citizen, extras) => {
      const story = tellStory(numbers, 1, origin);
      const fields = extras.map(([name, spell]): [string, string] => [name, spell(citizen)]);
      const record = judged(asCitizen(story.events, citizen, fields), story.root);
      const view = JSON.stringify([presentCall(record, { raw: true }), presentCallSummary(record)], (key, value) =>
        // Ids, instants and measures of the call itself hold digits of their own.
        /^(sid|callSid|key|evidence|fromSid|toSid|verdict)$|At$|Seconds$|^at$/.test(key) ? undefined : value,
      );
      const shown = view.replace(/CA[\da-f]{32}|AC0{32}|\d\d:\d\d:\d\d/g, '');
      expect(longestRunOf(shown, citizen)).toBeLessThanOrEqual(4);
    }),
    { numRuns: 300 },
  );
});
