// The order of things when Twilio is asked for something: durable first, asked once, told honestly.
import { describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { replay } from '../../../server/calls/applyEvent.js';
import type { CallEvent } from '../../../server/calls/callEvent.js';
import { createCarryOut, type Wish } from '../../../server/transfers/carryOut.js';
import type { Asked, Switchboard } from '../../../server/transfers/switchboard.js';
import { firstDesk, nextDesk } from '../../support/handOverStories.js';
import { manualClock } from '../../support/manualClock.js';
import { lineOf, sid, teller } from '../../support/scenarios.js';

const [root, legA] = [sid(1), sid(2)];
const origin = Date.parse('2026-02-12T02:00:00Z');
const by = { userId: 'user-1', account: 'supervisor@hanbit.example' };
const done: Asked = { kind: 'done' };
const late: Asked = { kind: 'unknown', message: 'timeout' };

function talking() {
  const t = teller({ root, origin });
  const events = [t.voice(0, lineOf([firstDesk])), t.leg(legA, firstDesk, 'in-progress', 5)];
  return replay(
    root,
    events.filter((event) => event !== undefined),
  );
}

/** What happened, in order: events that became durable, and what Twilio was asked. */
function setUp(answers: { update?: Asked; create?: Asked; isStored?: (event: CallEvent) => boolean } = {}) {
  const happened: string[] = [];
  const asks = (what: string, asked: Asked) => async () => {
    happened.push(what);
    return asked;
  };
  const switchboard: Switchboard = {
    updateCall: asks('updateCall', answers.update ?? done),
    createParticipant: asks('createParticipant', answers.create ?? done),
    updateParticipant: asks('updateParticipant', done),
    endConference: asks('endConference', done),
  };
  const carryOut = createCarryOut({
    switchboard,
    async ingest(event) {
      if (answers.isStored?.(event) === false) throw new Error('neither database nor spool');
      happened.push(event.kind === 'intent-outcome' ? `told ${event.outcome}` : event.kind);
    },
    voiceUrl: (path) => path,
    guide: () => void happened.push('guided'),
    clock: manualClock(origin + 60_000),
    logger: pino({ level: 'silent' }),
  });
  return { happened, carry: (wish: Wish) => carryOut(talking(), wish, by, 'intent-1') };
}

const transfer = (kind: 'blind' | 'attended'): Wish => ({
  wish: 'transfer',
  kind,
  targets: [nextDesk],
  to: 'official-3',
  briefed: null,
});

describe('an order to Twilio', () => {
  test('is durable before Twilio is asked, and so is its outcome after it', async () => {
    const { happened, carry } = setUp();
    expect(await carry(transfer('attended'))).toEqual({ intentId: 'intent-1', outcome: 'accepted', code: null });
    expect(happened).toEqual(['intent', 'updateCall', 'createParticipant', 'told accepted', 'guided']);
  });

  test('that could not be made durable is never asked', async () => {
    const { happened, carry } = setUp({ isStored: () => false });
    await expect(carry(transfer('blind'))).rejects.toThrow('neither');
    expect(happened).toEqual([]);
  });

  test('whose first step has no answer calls in nobody', async () => {
    const { happened, carry } = setUp({ update: late });
    expect(await carry(transfer('attended'))).toMatchObject({ outcome: 'unknown' });
    expect(happened).toEqual(['intent', 'updateCall', 'told unknown', 'guided']);
  });

  test('whose second step has no answer dials nobody twice', async () => {
    const { happened, carry } = setUp({ create: late });
    expect(await carry(transfer('attended'))).toMatchObject({ outcome: 'unknown' });
    expect(happened.filter((what) => what === 'createParticipant')).toHaveLength(1);
  });

  test('that Twilio refused keeps its code', async () => {
    const { carry } = setUp({ update: { kind: 'refused', code: 21220, message: 'Call is not in-progress' } });
    expect(await carry({ wish: 'end', reason: '폭언' })).toMatchObject({ outcome: 'refused', code: 21220 });
  });

  test('whose outcome could not be stored was given all the same', async () => {
    const { happened, carry } = setUp({ isStored: ({ kind }) => kind === 'intent' });
    expect(await carry(transfer('blind'))).toMatchObject({ outcome: 'accepted' });
    expect(happened).toEqual(['intent', 'updateCall', 'guided']);
  });
});
