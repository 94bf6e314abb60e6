import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { answeringDesk, busyDesk } from '../../../scripts/simulate/callPlan.js';
import { value } from './exampleProduct.js';
import { citizen, type Lab, officeNumber, openLab } from './standInLab.js';

let lab: Lab;
beforeEach(async () => {
  lab = await openLab();
});
afterEach(() => lab.close());

const ring = (more: Partial<Parameters<Lab['standIn']['ring']>[0]> = {}) =>
  lab.standIn.ring({ from: citizen, to: officeNumber, ...more });
const desk = (extension: number) => `sip:${extension}@desk.hanbit.example`;
const events = 'statusCallbackEvent="initiated ringing answered completed"';
const sip = (extension: number, more = '') =>
  `<Sip statusCallback="/leg?desk=${extension}" ${events} ${more}>${desk(extension)}</Sip>`;

describe('the stand-in executes TwiML', () => {
  test('desks one after the other: the next one rings when the one before did not answer', async () => {
    lab.standIn.phones.set(desk(2001), busyDesk).set(desk(2002), answeringDesk(2_000));
    lab.answers.set(
      '/voice/incoming',
      `<Dial sequential="true" action="/done">${sip(2001)}${sip(2002)}${sip(2003)}</Dial>`,
    );
    lab.answers.set('/done', '<Hangup/>');
    const { legs, answeredBy } = await ring().over;
    expect(legs.map(({ to, status }) => `${to} ${status}`)).toEqual([`${desk(2001)} busy`, `${desk(2002)} completed`]);
    expect(answeredBy).toBe(desk(2002));
  });

  test('a whisper that asks for a key: whoever presses it is connected, the other hears nothing more', async () => {
    lab.standIn.phones
      .set(desk(2001), answeringDesk(1_000))
      .set(desk(2002), answeringDesk(3_000, { keys: [{ digits: '1', afterMs: 500 }] }));
    const whisper = 'url="/whisper"';
    lab.answers.set(
      '/voice/incoming',
      `<Dial answerOnBridge="true" action="/done">${sip(2001, whisper)}${sip(2002, whisper)}</Dial>`,
    );
    lab.answers.set('/whisper', '<Gather numDigits="1" timeout="3" action="/key"><Say>1</Say></Gather><Hangup/>');
    lab.answers.set('/key', '').set('/done', '<Hangup/>');
    const outcome = await ring().over;
    expect(outcome.connections.map(({ withSid }) => withSid)).toEqual([outcome.legs[1]?.sid]);
    const action = lab.heard.find(({ path }) => path === '/done')?.fields ?? [];
    expect(value(action, 'DialCallSid')).toBe(outcome.legs[1]?.sid);
    expect(value(action, 'DialBridged')).toBe('true');
    expect(value(lab.heard.find(({ path }) => path === '/key')?.fields ?? [], 'Digits')).toBe('1');
  });

  test('a queue: asked about at each turn of its music, taken by an agent whom REST called, told when the talk is over', async () => {
    lab.standIn.phones.set(desk(2991), answeringDesk(1_000, { talk: { ms: 20_000, end: 'official' } }));
    lab.answers.set('/voice/incoming', '<Enqueue action="/left" waitUrl="/wait">callers</Enqueue>');
    lab.answers.set('/wait', '<Pause length="5"/>').set('/left', '<Hangup/>').set('/whisper', '<Say>연결</Say>');
    lab.answers.set('/agent', '<Dial action="/agent-done"><Queue url="/whisper">callers</Queue></Dial>');
    lab.answers.set('/agent-done', '<Hangup/>');
    const { over, sid } = ring();
    const agent = await lab.at(12_000, () =>
      lab.client.calls.create({ to: desk(2991), from: officeNumber, url: 'https://calls.hanbit.example/agent' }),
    );
    expect((await lab.at(13_000, () => lab.client.queues.list()))[0]).toMatchObject({
      friendlyName: 'callers',
      currentSize: 1,
      maxSize: 100,
    });
    const outcome = await over;
    expect(outcome).toMatchObject({ end: 'answered', answeredBy: desk(2991), hungUpFirst: 'official' });
    const waits = lab.heard.filter(({ path }) => path === '/wait').map(({ fields }) => value(fields, 'QueueTime'));
    expect(waits).toEqual(['0', '5', '10']);
    const whispered = lab.heard.find(({ path }) => path === '/whisper')?.fields ?? [];
    expect([value(whispered, 'CallSid'), value(whispered, 'DequeingCallSid')]).toEqual([sid, agent.sid]);
    const left = lab.heard.find(({ path }) => path === '/left')?.fields ?? [];
    expect([value(left, 'QueueResult'), value(left, 'QueueTime')]).toEqual(['bridged', '14']);
  });

  test('somebody who has waited too long in a queue hangs up', async () => {
    lab.answers.set('/voice/incoming', '<Enqueue action="/left">callers</Enqueue>').set('/left', '<Hangup/>');
    expect((await ring({ patienceMs: 9_000 }).over).end).toBe('abandoned');
    expect(lab.told('CallStatus', 'QueueResult')).toContain('/left completed hangup');
  });

  test('a voicemail: what was said is recorded, and told after the call has ended', async () => {
    lab.answers.set(
      '/voice/incoming',
      '<Say>삐</Say><Record action="/recorded" recordingStatusCallback="/recording"/>',
    );
    lab.answers.set('/recorded', '<Hangup/>');
    await ring({ message: { ms: 7_000, end: 'hangs-up' } }).over;
    expect(lab.told('CallStatus', 'RecordingDuration', 'Digits')).toEqual([
      '/voice/incoming ringing - -',
      '/recorded completed 7 hangup',
      '/voice/status completed - -',
      '/recording - 7 -',
    ]);
    const [recording] = await lab.client.recordings.list();
    expect(recording).toMatchObject({ duration: '7', source: 'RecordVerb', channels: 1, status: 'completed' });
  });

  test('nobody presses a key: the next verb follows; with actionOnEmptyResult the action is asked all the same', async () => {
    lab.answers.set(
      '/voice/incoming',
      '<Gather timeout="2" action="/never"/><Redirect method="GET">/menu?a=1</Redirect>',
    );
    lab.answers.set('/menu', '<Gather timeout="2" action="/empty" actionOnEmptyResult="true"/>');
    lab.answers.set('/empty', '<Reject/>');
    await ring().over;
    expect(lab.heard.map(({ path, method, signed }) => `${method} ${path} ${signed}`)).toEqual([
      'POST /voice/incoming true',
      'GET /menu true',
      'POST /empty true',
      'POST /voice/status true',
    ]);
    expect(value(lab.heard[2]?.fields ?? [], 'Digits')).toBe('');
  });

  test('a call that is rejected as busy never was answered', async () => {
    lab.answers.set('/voice/incoming', '<Reject reason="busy"/>');
    await ring().over;
    expect(lab.told('CallStatus', 'CallDuration')).toContain('/voice/status busy 0');
  });

  test.each([
    [desk(2001), 'accepts', 'in-progress 202 200'],
    [desk(2001), 'is-busy', 'busy 202 486'],
    [desk(2001), 'refuses', 'failed 405 -'],
  ] as const)('a <Refer> of %s, which %s', async (to, onRefer, told) => {
    lab.standIn.phones.set(to, answeringDesk(1_000, { onRefer }));
    lab.answers.set('/start', '<Refer action="/referred"><Sip>sip:other@branch.hanbit.example</Sip></Refer>');
    lab.answers.set('/referred', '<Hangup/>');
    await lab.at(0, () =>
      lab.client.calls.create({ to, from: officeNumber, url: 'https://calls.hanbit.example/start' }),
    );
    await lab.at(60_000, () => undefined);
    expect(lab.told('ReferCallStatus', 'ReferSipResponseCode', 'NotifySipResponseCode')).toContain(`/referred ${told}`);
  });

  test("an official's telephone sends REFER: the citizen is dialled on, and the old leg stays until the new one answers", async () => {
    lab.standIn.phones
      .set(
        desk(2001),
        answeringDesk(1_000, { talk: { ms: 10_000, end: { referTo: '<sip:2501@desk.hanbit.example>' } } }),
      )
      .set(desk(2501), answeringDesk(4_000, { talk: { ms: 20_000, end: 'caller' } }));
    lab.answers.set(
      '/voice/incoming',
      `<Dial answerOnBridge="true" referUrl="/refer" action="/done">${sip(2001)}</Dial>`,
    );
    lab.answers.set('/refer', `<Dial action="/done">${sip(2501)}</Dial>`).set('/done', '<Hangup/>');
    const { legs, transfers } = await ring().over;
    expect(transfers).toEqual([{ fromSid: legs[0]?.sid, toSid: legs[1]?.sid, answered: true }]);
    expect(legs[0]?.endedAt).toBe(legs[1]?.answeredAt);
    const asked = lab.heard.find(({ path }) => path === '/refer')?.fields ?? [];
    expect(value(asked, 'ReferTransferTarget')).toBe('<sip:2501@desk.hanbit.example>');
    expect(value(asked, 'CallSid')).toBe(legs[0]?.sid);
  });

  test('REFER to nobody: the citizen is given back', async () => {
    lab.standIn.phones
      .set(desk(2001), answeringDesk(1_000, { talk: { ms: 10_000, end: { referTo: 'nonsense' } } }))
      .set(desk(2501), busyDesk);
    lab.answers.set('/voice/incoming', `<Dial answerOnBridge="true" referUrl="/refer">${sip(2001)}</Dial>`);
    lab.answers.set('/refer', `<Dial>${sip(2501)}</Dial>`);
    const { transfers, connections, hungUpFirst } = await ring().over;
    expect(transfers).toMatchObject([{ answered: false }]);
    expect(connections).toHaveLength(2);
    expect(hungUpFirst).toBe('official');
  });

  test.each([
    ['a verb in the wrong case', '<dial>+82310002002</dial>', 12_200],
    ['an attribute that nobody knows', '<Dial timeOut="9">+82310002002</Dial>', 12_200],
    ['a stream that talks back', '<Connect><Stream url="wss://calls.hanbit.example/voice/stream"/></Connect>', 12_200],
    ['something unclosed', '<Say>', 12_100],
    ['more than 64 kB', `<Say>${'가'.repeat(22_000)}</Say>`, 11_750],
    ['204', { status: 204 }, 11_200],
    ['a page', { status: 200, type: 'text/html', body: '<html></html>' }, 12_300],
    ['500', { status: 500 }, 11_200],
  ])('%s ends the call and stands in the debugger', async (_what, said, code) => {
    lab.answers.set('/voice/incoming', said);
    const { over, sid } = ring();
    expect(await over).toMatchObject({ end: 'refused', warnings: [expect.stringContaining(`(${code})`)] });
    expect(lab.standIn.log).toEqual([expect.objectContaining({ sid, level: 'error', code })]);
    expect(lab.told('CallStatus').at(-1)).toBe('/voice/status failed');
  });
});
