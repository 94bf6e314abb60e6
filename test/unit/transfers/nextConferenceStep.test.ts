// What a conference needs next, event by event: music while desks confer, and nobody left alone in it.
import { describe, expect, test } from '@jest/globals';
import { replay } from '../../../server/calls/applyEvent.js';
import type { CallEvent } from '../../../server/calls/callEvent.js';
import { nextConferenceStep } from '../../../server/transfers/nextConferenceStep.js';
import { handOverTeller } from '../../support/handOverScenarios.js';
import { firstDesk, nextDesk } from '../../support/handOverStories.js';
import { lineOf, sid, teller } from '../../support/scenarios.js';

const [root, legA, legB] = [sid(1), sid(2), sid(3)];
const options = { root, origin: Date.parse('2026-02-12T02:00:00Z') };

function story(wish: 'attended' | 'hold') {
  const t = { ...teller(options), ...handOverTeller(options) };
  const transfer = { dialled: [nextDesk], transferKind: 'attended' as const };
  const intent = { step: 2, fromLegSid: legA, ...(wish === 'hold' ? { wish } : transfer) };
  const told: (CallEvent | undefined)[] = [
    t.voice(0, lineOf([firstDesk])),
    t.leg(legA, firstDesk, 'in-progress', 5),
    t.intent(60, 'i', intent),
  ];
  const next = (...events: (CallEvent | undefined)[]) => {
    told.push(...events);
    return nextConferenceStep(
      replay(
        root,
        told.filter((event) => event !== undefined),
      ),
    )?.what;
  };
  const b = (status: string, at: number) =>
    t.leg(legB, nextDesk, status, at, { step: 2, hint: 'root', extra: { Direction: 'outbound-api' } });
  const leaves = (at: number, leg: string) =>
    t.conference('leave', at, leg, { ReasonParticipantLeft: 'participant_hung_up' });
  return { t, next, b, leaves };
}

describe('an attended transfer', () => {
  function conferring() {
    const told = story('attended');
    const { t, next, b } = told;
    // The citizen may come before the desk, and waits for it.
    expect(next(t.conference('join', 60.5, root))).toBeUndefined();
    expect(next(t.conference('join', 60.7, legA))).toBeUndefined();
    expect(next(t.outcome(61, 'i', 'accepted'), b('initiated', 62))).toBe('hold');
    expect(next(t.conference('hold', 62.2, root))).toBeUndefined();
    return told;
  }

  test('ends the music when the first desk leaves, and the conference with the second one', () => {
    const { t, next, b, leaves } = conferring();
    expect(next(b('in-progress', 66), t.conference('join', 66, legB))).toBeUndefined();
    expect(next(leaves(72, legA))).toBe('resume');
    expect(next(t.conference('unhold', 72.4, root), t.leg(legA, firstDesk, 'completed', 72))).toBeUndefined();
    expect(next(leaves(90, legB), b('completed', 90))).toBe('end');
  });

  test('gives the citizen back where nobody comes', () => {
    const { next, b } = conferring();
    expect(next(b('no-answer', 90))).toBe('resume');
  });

  test('leaves nobody alone: whoever is waited for may still come, and else there is an apology', () => {
    const { next, b, leaves } = conferring();
    expect(next(leaves(70, legA))).toBeUndefined();
    expect(next(b('no-answer', 90))).toBe('apologise');
  });

  test('of which Twilio did not answer waits for nobody once the first desk has left', () => {
    const { t, next, leaves } = story('attended');
    next(t.conference('join', 60.5, root), t.conference('join', 60.7, legA), t.outcome(66, 'i', 'unknown'));
    expect(next(leaves(70, legA))).toBe('apologise');
  });

  test('whose desk never came does not keep the citizen waiting', () => {
    const { t, next } = story('attended');
    expect(next(t.conference('join', 60.5, root))).toBeUndefined();
    expect(next(t.leg(legA, firstDesk, 'completed', 61))).toBeUndefined();
    // Twilio is still being asked: then it says that the desk had hung up.
    expect(next(t.outcome(61.5, 'i', 'refused', 21220))).toBe('end');
  });
});

test('a hold lasts until it is taken back', () => {
  const { t, next } = story('hold');
  expect(next(t.conference('join', 60.5, root), t.conference('join', 60.7, legA))).toBe('hold');
  expect(next(t.conference('hold', 61, root))).toBeUndefined();
  expect(next(t.intent(80, 'j', { wish: 'resume', step: 3, fromLegSid: legA }))).toBe('resume');
  expect(next(t.conference('unhold', 80.5, root))).toBeUndefined();
});

test('a citizen who has left needs nothing', () => {
  const { t, next, leaves } = story('hold');
  next(t.conference('join', 60.5, root), t.conference('join', 60.7, legA));
  expect(next(leaves(70, root))).toBeUndefined();
});
