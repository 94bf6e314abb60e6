// Each form in which Twilio may behave, chosen and seen; and people who act when a test says so.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { answeringDesk, silentDesk } from '../../../scripts/simulate/callPlan.js';
import { base, startAt, value } from './exampleProduct.js';
import { citizen, type Lab, officeNumber, openLab } from './standInLab.js';

const desk = (extension: number) => `sip:${extension}@desk.hanbit.example`;
const sip = (extension: number, more = '') =>
  `<Sip statusCallback="/leg" statusCallbackEvent="initiated ringing answered completed" ${more}>${desk(extension)}</Sip>`;
let lab: Lab;
beforeEach(async () => {
  lab = await openLab();
  lab.standIn.phones.set(desk(2001), answeringDesk(2_000, { talk: { ms: 20_000, end: 'caller' } }));
  lab.answers.set('/voice/incoming', `<Dial answerOnBridge="true" action="/done">${sip(2001)}${sip(2002)}</Dial>`);
  lab.answers.set('/done', '<Hangup/>');
});
afterEach(() => lab.close());

const ring = (more: Partial<Parameters<Lab['standIn']['ring']>[0]> = {}) =>
  lab.standIn.ring({ from: citizen, to: officeNumber, ...more });

describe('what nobody has published', () => {
  test.each(['canceled', 'no-answer'] as const)('who lost the race ends %s', async (loserWord) => {
    const { legs } = await ring({ loserWord }).over;
    expect(legs.map(({ status }) => status)).toEqual(['completed', loserWord]);
    expect(lab.told('CallStatus')).toContain(`/leg ${loserWord}`);
  });

  test.each([
    ['canceled', 'no-answer', true],
    ['no-answer', 'canceled', false],
  ] as const)('a caller who leaves: the leg %s, the call %s, its action %s', async (leg, call, asks) => {
    lab.standIn.phones.set(desk(2001), silentDesk);
    const words = { abandonedLegWord: leg, abandonedCallWord: call, asksActionAfterAbandon: asks };
    await ring({ ...words, patienceMs: 6_000 }).over;
    expect(lab.told('CallStatus').slice(5)).toEqual([
      ...[`/leg ${leg}`, `/leg ${leg}`],
      ...(asks ? ['/done completed'] : []),
      `/voice/status ${call}`,
    ]);
  });

  test('without answerOnBridge an abandoned call was completed, though nobody spoke', async () => {
    lab.standIn.phones.set(desk(2001), silentDesk);
    lab.answers.set('/voice/incoming', `<Dial action="/done">${sip(2001)}</Dial>`);
    expect((await ring({ patienceMs: 6_000 }).over).end).toBe('abandoned');
    expect(lab.told('CallStatus', 'CallDuration')).toContain('/voice/status completed 6');
  });

  test('the caller’s end may be told before the desk’s, and the action not be asked', async () => {
    await ring({ firstEnd: 'caller', asksActionAfterHangup: false }).over;
    expect(lab.told('CallStatus').slice(-2)).toEqual(['/voice/status completed', '/leg completed']);
  });

  test('an old Dial action does not say whether two were connected', async () => {
    await ring({ tellsBridged: false }).over;
    expect(lab.told('DialCallStatus', 'DialBridged')).toContain('/done completed -');
  });

  test('a Dial that REST redirected away from may ask its action all the same', async () => {
    lab.answers.set('/next', '<Hangup/>');
    const { sid, over } = ring({ asksActionAfterRedirect: true });
    await lab.at(8_000, () => lab.client.calls(sid).update({ url: `${base}/next` }));
    await over;
    expect(lab.heard.map(({ path }) => path).slice(-3)).toEqual(['/done', '/next', '/voice/status']);
  });

  test('a recording may be told of before the call’s own end', async () => {
    lab.answers.set('/voice/incoming', '<Record action="/done" recordingStatusCallback="/recording" timeout="2"/>');
    lab.answers.set('/done', '<Pause length="9"/>');
    await ring({ message: { ms: 5_000, end: 'waits' }, recordingMs: 2_000 }).over;
    expect(lab.told('RecordingDuration').slice(1)).toEqual(['/done 7', '/recording 7', '/voice/status -']);
  });

  test.each([
    ['as-documented', 'participant_hung_up last-participant-left'],
    ['underscores', 'participant_hung_up last_participant_left'],
    ['hyphens', 'participant-hung-up last-participant-left'],
  ] as const)('reasons are spelt %s', async (reasonSpelling, spelt) => {
    const told = 'statusCallback="/room" statusCallbackEvent="leave end"';
    lab.answers.set('/voice/incoming', `<Dial><Conference ${told}>a room</Conference></Dial>`);
    await ring({ reasonSpelling, patienceMs: 5_000 }).over;
    const reasons = lab.heard.flatMap(({ fields }) => [
      value(fields, 'ReasonParticipantLeft') ?? [],
      value(fields, 'ReasonConferenceEnded') ?? [],
    ]);
    expect(reasons.flat().join(' ')).toBe(spelt);
  });

  test('a whisper may stop the other bells as soon as somebody hears it', async () => {
    lab.standIn.phones.set(desk(2002), answeringDesk(3_000));
    const whisper = 'url="/whisper"';
    lab.answers.set('/voice/incoming', `<Dial action="/done">${sip(2001, whisper)}${sip(2002, whisper)}</Dial>`);
    lab.answers.set('/whisper', '<Pause length="5"/>');
    const { legs } = await ring({ whisperStopsOthers: true }).over;
    expect(legs.map(({ status }) => status)).toEqual(['completed', 'canceled']);
  });
});

describe('people act when they are told to', () => {
  test('the official hangs up, the citizen presses the star, or hangs up in the middle of a sentence', async () => {
    const hungUp = ring();
    await lab.at(9_000, () => lab.standIn.hangUp(`${hungUp.sid.slice(0, -4)}0001`));
    expect(await hungUp.over).toMatchObject({ hungUpFirst: 'official', talkMs: 6_000 });

    lab.answers.set('/voice/incoming', `<Dial hangupOnStar="true" action="/done">${sip(2001)}</Dial>`);
    const start = lab.clock.now() - startAt;
    const starred = ring();
    await lab.at(start + 9_000, () => lab.standIn.press(starred.sid, '*'));
    expect(await starred.over).toMatchObject({ hungUpFirst: null, talkMs: 6_000 });
    expect(lab.told('CallStatus', 'DialCallDuration').filter((one) => one.startsWith('/done'))).toEqual([
      '/done in-progress 6',
      '/done in-progress 6',
    ]);

    lab.answers.set('/voice/incoming', `<Say>${'가'.repeat(100)}</Say>`);
    expect((await ring({ hangUpMs: 3_000 }).over).endedAt).toBe(lab.clock.now());
    expect(lab.standIn.hangUp(starred.sid)).toBe(false);
  });
});
