import { describe, expect, test } from '@jest/globals';
import { answeringDesk, type DeskPlan, simpleCallPlan } from '../../../scripts/simulate/callPlan.js';
import { accountSid, official, playAgainstProduct, sid, startAt, tell, vacant, value } from './exampleProduct.js';

const from = '+821001234567';
const plan = (more: Partial<Parameters<typeof simpleCallPlan>[0]> = {}) =>
  simpleCallPlan({ sid, from, to: official, ...more });
const silent: DeskPlan = { does: 'ring', dialMs: 400, alertMs: 600, reportsRinging: true };

describe('a planned call becomes the requests that Twilio sends', () => {
  test('an answered call that the caller ends', async () => {
    const { requests, outcome } = await playAgainstProduct(plan({ ringMs: 4_000, talkMs: 60_500 }));
    expect(requests.map(tell)).toEqual([
      'incoming caller ringing',
      'status desk initiated',
      'status desk ringing',
      'status desk in-progress',
      'status desk completed',
      'dial-action caller completed completed',
      'status caller completed',
    ]);
    expect(requests.map(({ at }) => at - startAt)).toEqual([0, 400, 1_000, 5_000, 65_500, 65_800, 65_950]);
    expect(outcome).toMatchObject({
      end: 'answered',
      waitMs: 5_000,
      ringMs: 4_000,
      talkMs: 60_500,
      hungUpFirst: 'caller',
      answeredBy: 'sip:2001@desk.hanbit.example',
    });
  });

  test('the action says in-progress when the official hangs up first', async () => {
    const { requests, outcome } = await playAgainstProduct(plan({ end: 'official' }));
    expect(requests.map(tell)).toContain('dial-action caller in-progress completed');
    expect(outcome.hungUpFirst).toBe('official');
  });

  test('the fields of a leg: its parent, its target, its own count of events, minutes apart from seconds', async () => {
    const { requests } = await playAgainstProduct(plan({ talkMs: 60_500 }));
    const last = requests.find((request) => tell(request) === 'status desk completed')?.fields ?? [];
    expect(Object.fromEntries(last)).toMatchObject({
      AccountSid: accountSid,
      ApiVersion: '2010-04-01',
      ParentCallSid: sid,
      Direction: 'outbound-dial',
      From: from,
      Caller: from,
      To: 'sip:2001@desk.hanbit.example',
      Called: 'sip:2001@desk.hanbit.example',
      FromCountry: 'KR',
      ToCountry: '',
      CallbackSource: 'call-progress-events',
      SequenceNumber: '3',
      CallDuration: '61',
      Duration: '2',
      SipResponseCode: '200',
      Timestamp: 'Mon, 02 Mar 2026 01:01:05 +0000',
    });
    const [voice] = requests;
    expect(voice && value(voice.fields, 'ParentCallSid')).toBeUndefined();
    expect(voice && value(voice.fields, 'Timestamp')).toBeUndefined();
  });

  test('whole-second stamps are floored, rounded or ceiled as the plan says', async () => {
    const stamp = async (stamps: 'floor' | 'round' | 'ceil') => {
      const { requests } = await playAgainstProduct(plan({ stamps }));
      return value(requests.find((request) => tell(request) === 'status desk initiated')?.fields ?? [], 'Timestamp');
    };
    // 01:00:00.650 exactly.
    expect(await stamp('floor')).toBe('Mon, 02 Mar 2026 01:00:00 +0000');
    expect(await stamp('round')).toBe('Mon, 02 Mar 2026 01:00:01 +0000');
    expect(await stamp('ceil')).toBe('Mon, 02 Mar 2026 01:00:01 +0000');
  });

  test('nobody answers within the timeout and its five seconds: the colleagues ring and one of them takes it', async () => {
    const dials = [
      { desks: [silent], talk: { ms: 0, end: 'caller' as const } },
      { desks: [silent, answeringDesk(3_000), answeringDesk(3_200)], talk: { ms: 30_000, end: 'caller' as const } },
    ];
    const { requests, outcome } = await playAgainstProduct(plan({ dials }));
    const told = requests.map(tell);
    expect(told.slice(0, 5)).toEqual([
      'incoming caller ringing',
      'status desk initiated',
      'status desk ringing',
      'status desk no-answer',
      'dial-action caller ringing no-answer',
    ]);
    expect(requests[3]?.at).toBe(startAt + 25_000);
    expect(outcome.legs.map(({ answer, status }) => [answer, status])).toEqual([
      ['none', 'no-answer'],
      ['none', 'canceled'],
      ['human', 'completed'],
      ['lost-race', 'completed'],
    ]);
    expect(outcome).toMatchObject({ end: 'answered', answeredBy: 'sip:2003@desk.hanbit.example' });
    // The citizen's bell began at the first desk and never stopped for the rule.
    expect(outcome.ringMs).toBe(25_000 - 1_000 + 300 + 1_000 + 3_000);
    const winner = outcome.legs[2]?.sid;
    const action = requests.filter(({ url }) => url.includes('dial-action')).at(-1)?.fields ?? [];
    expect(value(action, 'DialCallSid')).toBe(winner);
  });

  test('a caller who loses patience: the desk ends, nobody was answered, the call lasted no second', async () => {
    const { requests, outcome } = await playAgainstProduct(
      plan({
        patienceMs: 7_000,
        ringMs: 30_000,
        abandonedLegWord: 'no-answer',
        abandonedCallWord: 'no-answer',
        asksActionAfterAbandon: false,
      }),
    );
    expect(requests.map(tell)).toEqual([
      'incoming caller ringing',
      'status desk initiated',
      'status desk ringing',
      'status desk no-answer',
      'status caller no-answer',
    ]);
    expect(value(requests.at(-1)?.fields ?? [], 'CallDuration')).toBe('0');
    expect(outcome).toMatchObject({ end: 'abandoned', waitMs: null, ringMs: null, talkMs: null, hungUpFirst: null });
  });

  test('a busy desk may never ring', async () => {
    const busy: DeskPlan = { does: 'busy', afterMs: 200, dialMs: 400, alertMs: 600, reportsRinging: false };
    const { requests, outcome } = await playAgainstProduct(
      plan({ dials: [{ desks: [busy], talk: { ms: 0, end: 'caller' } }] }),
    );
    expect(requests.map(tell)).toEqual([
      'incoming caller ringing',
      'status desk initiated',
      'status desk busy',
      'dial-action caller ringing busy',
      'status caller no-answer',
    ]);
    expect(value(requests[2]?.fields ?? [], 'SipResponseCode')).toBe('486');
    expect(outcome.end).toBe('busy');
  });

  test('a blind transfer: the old leg ends, its Dial asks nothing, the new leg rings under the next step', async () => {
    const to = 'sip:2501@desk.hanbit.example';
    const dials = [
      { desks: [answeringDesk(2_000)], talk: { ms: 20_000, end: { transferTo: to } } },
      { desks: [answeringDesk(5_000)], talk: { ms: 40_000, end: 'caller' as const } },
    ];
    const { requests, outcome } = await playAgainstProduct(plan({ dials }));
    expect(requests.map(tell)).toEqual([
      'incoming caller ringing',
      'status desk initiated',
      'status desk ringing',
      'status desk in-progress',
      'status desk completed',
      'status desk initiated',
      'status desk ringing',
      'status desk in-progress',
      'status desk completed',
      'dial-action caller completed completed',
      'status caller completed',
    ]);
    const [first, second] = outcome.legs;
    expect(outcome.transfers).toEqual([{ fromSid: first?.sid, toSid: second?.sid, answered: true }]);
    expect(second?.to).toBe(to);
    expect(outcome.talkMs).toBe(20_000 + 400 + 600 + 5_000 + 40_000);
    expect(new URL(requests.at(-2)?.url ?? '').searchParams.get('step')).toBe('2');
  });

  test('a transfer that nobody takes is a lost one, and the caller may leave meanwhile', async () => {
    const dials = [
      { desks: [answeringDesk(2_000)], talk: { ms: 20_000, end: { transferTo: 'sip:2501@desk.hanbit.example' } } },
      { desks: [silent], talk: { ms: 0, end: 'caller' as const } },
    ];
    const { outcome } = await playAgainstProduct(plan({ dials, patienceMs: 9_000 }));
    expect(outcome).toMatchObject({ end: 'answered', hungUpFirst: null, talkMs: 20_000 });
    expect(outcome.transfers[0]?.answered).toBe(false);
    expect(outcome.legs.at(-1)?.endedAt).toBe((outcome.legs[0]?.endedAt ?? 0) + 9_000);
  });

  test('a mailbox picks up: the leg says machine and nobody was reached', async () => {
    const mailbox: DeskPlan = { ...answeringDesk(4_000), does: 'answer', afterMs: 4_000, by: 'machine_start' };
    const { requests, outcome } = await playAgainstProduct(
      plan({ dials: [{ desks: [mailbox], talk: { ms: 8_000, end: 'caller' } }] }),
    );
    const answered = requests.find((request) => tell(request) === 'status desk in-progress');
    expect(value(answered?.fields ?? [], 'AnsweredBy')).toBe('machine_start');
    expect(outcome).toMatchObject({ end: 'machine', waitMs: null, talkMs: null, hungUpFirst: null });
  });

  test('a number that nobody has: the apology is spoken and the call ends', async () => {
    const { requests, outcome } = await playAgainstProduct(plan({ to: vacant }));
    expect(requests.map(tell)).toEqual(['incoming caller ringing', 'status caller completed']);
    expect(outcome).toMatchObject({ end: 'refused', legs: [], warnings: [] });
  });

  test('a time limit ends the talk though both are still there', async () => {
    const { outcome } = await playAgainstProduct(plan({ talkMs: 20_000_000 }));
    expect(outcome.talkMs).toBe(14_400_000);
    expect(outcome.hungUpFirst).toBeNull();
  });
});
