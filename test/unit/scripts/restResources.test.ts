// Twilio's own client, with its typed instances, against every path that the stand-in answers.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type twilio from 'twilio';
import { answeringDesk } from '../../../scripts/simulate/callPlan.js';
import { accountSid, base, value } from './exampleProduct.js';
import { authToken, citizen, type Lab, officeNumber, openLab } from './standInLab.js';

const desk = 'sip:2001@desk.hanbit.example';
let lab: Lab;
beforeEach(async () => {
  lab = await openLab({ numbers: [{ number: officeNumber }] });
  lab.standIn.phones.set(desk, answeringDesk(2_000, { talk: { ms: 40_000, end: 'caller' } }));
  const told = 'statusCallback="/conference" statusCallbackEvent="start end join leave hold mute modify"';
  lab.answers
    .set('/voice/incoming', `<Dial action="/done"><Sip>${desk}</Sip></Dial>`)
    .set('/room', `<Dial action="/done"><Conference ${told} participantLabel="citizen">a room</Conference></Dial>`)
    .set('/done', '<Hangup/>');
});
afterEach(() => lab.close());

/** What the client made of an answer, without what it adds itself. */
const fieldsOf = (instance: object) =>
  Object.fromEntries(Object.entries(instance).filter(([name]) => !name.startsWith('_')));
const undefinedIn = (instance: object) =>
  Object.entries(fieldsOf(instance)).flatMap(([name, one]) => (one === undefined ? [name] : []));
const dial = { to: citizen, from: officeNumber, twiml: '<Response/>' };
type Client = ReturnType<typeof twilio>;

describe('REST in the shapes of Twilio', () => {
  test('a call has every field that the client reads, and dates that are dates', async () => {
    const { sid, over } = lab.standIn.ring({ from: citizen, to: officeNumber });
    const live = await lab.at(10_000, () => lab.client.calls(sid).fetch());
    expect(undefinedIn(live)).toEqual([]);
    expect(live).toMatchObject({ accountSid, sid, status: 'in-progress', direction: 'inbound', duration: null });
    expect(live.startTime).toEqual(new Date('2026-03-02T01:00:00Z'));
    expect([live.endTime, live.parentCallSid, live.price]).toEqual([null, null, null]);
    await over;
    expect(await lab.client.calls(sid).fetch()).toMatchObject({ status: 'completed', duration: '43' });
    const [child] = await lab.client.calls.list({ parentCallSid: sid });
    expect(child).toMatchObject({ to: desk, direction: 'outbound-dial', duration: '40' });
  });

  test('a list is filtered and turned page by page, newest first', async () => {
    for (let at = 0; at < 5; at += 1) await lab.standIn.ring({ from: `+82100000000${at}`, to: officeNumber }).over;
    const all = await lab.client.calls.list({ to: officeNumber, pageSize: 2 });
    expect(all.map(({ from }) => from.at(-1))).toEqual(['4', '3', '2', '1', '0']);
    expect(await lab.client.calls.list({ status: 'busy' })).toEqual([]);
    const [, second] = await lab.client.calls.list({ to: officeNumber, startTimeBefore: all[3]?.startTime as Date });
    expect(second?.from).toBe('+821000000000');
    const page = await lab.client.calls.page({ pageSize: 3 });
    expect(page.nextPageUrl).toContain('Page=1');
  });

  test('a list lags behind, as Twilio’s does', async () => {
    await lab.close();
    lab = await openLab({ listLagMs: 5_000 });
    const { sid } = lab.standIn.ring({ from: citizen, to: officeNumber });
    expect(await lab.at(3_000, () => lab.client.calls.list())).toEqual([]);
    expect(await lab.at(6_000, () => lab.client.calls.list())).toMatchObject([{ sid }]);
  });

  test('one call a second leaves the queue, and says how long it was in it', async () => {
    const made = await lab.at(0, () => Promise.all([1, 2, 3].map(() => lab.client.calls.create(dial))));
    await lab.at(5_000, () => undefined);
    const queued = await Promise.all(made.map(({ sid }) => lab.client.calls(sid).fetch()));
    expect(queued.map(({ queueTime }) => queueTime)).toEqual(['0', '1000', '2000']);
  });

  test('a call’s own log of webhooks opens 15 minutes after its end', async () => {
    const { sid, over } = lab.standIn.ring({ from: citizen, to: officeNumber });
    await over;
    expect(await lab.client.calls(sid).events.list()).toEqual([]);
    await lab.at(16 * 60_000, () => undefined);
    const [voice, action, status] = await lab.client.calls(sid).events.list();
    expect(voice?.request).toMatchObject({
      url: `${base}/voice/incoming`,
      method: 'POST',
      parameters: { call_sid: sid, call_status: 'ringing', from: citizen },
    });
    expect(voice?.response).toMatchObject({ response_code: 200, content_type: 'text/xml; charset=utf-8' });
    expect(action?.request.parameters.dial_call_status).toBe('completed');
    expect(status?.response).toMatchObject({ response_code: 204, response_body: null });
  });

  test('a conference: called into, held, left, and ended; its events in order, to the first participant’s address', async () => {
    lab.standIn.phones.set(citizen, answeringDesk(1_000)).set(desk, answeringDesk(1_000));
    const caller = await lab.at(0, () => lab.client.calls.create({ ...dial, url: `${base}/room` }));
    const [room] = await lab.at(5_000, () => lab.client.conferences.list({ friendlyName: 'a room' }));
    expect(room && undefinedIn(room)).toEqual([]);
    const participants = lab.client.conferences(room?.sid ?? '').participants;
    const to = { to: desk, from: officeNumber, label: 'official', endConferenceOnExit: true };
    const official = await lab.at(6_000, () => participants.create(to));
    expect(undefinedIn(official)).toEqual([]);
    expect(official).toMatchObject({ status: 'queued', label: 'official', hold: false, conferenceSid: room?.sid });
    await lab.at(12_000, () => participants('citizen').update({ hold: true }));
    expect(await lab.at(13_000, () => participants(caller.sid).fetch())).toMatchObject({
      hold: true,
      status: 'connected',
    });
    await lab.at(14_000, () => participants(caller.sid).update({ hold: false }));
    await lab.at(20_000, () => participants('official').remove());
    await lab.at(30_000, () => undefined);
    expect(
      lab.told('StatusCallbackEvent', 'SequenceNumber', 'ParticipantLabel').filter((one) => one.startsWith('/conf')),
    ).toEqual([
      '/conference participant-join 1 citizen',
      '/conference participant-join 2 official',
      '/conference conference-start 3 -',
      '/conference participant-hold 4 citizen',
      '/conference participant-unhold 5 citizen',
      '/conference participant-leave 6 official',
      '/conference participant-leave 7 citizen',
      '/conference conference-end 8 -',
    ]);
    expect(await lab.client.conferences(room?.sid ?? '').fetch()).toMatchObject({
      status: 'completed',
      reasonConferenceEnded: 'participant-with-end-conference-on-exit-kicked',
      callSidEndingConference: official.callSid,
    });
    expect(lab.told('DialCallStatus', 'DialCallSid')).toContain('/done answered -');
  });

  test('a number’s addresses are shown and changed, and the next call goes there', async () => {
    const [number] = await lab.client.incomingPhoneNumbers.list({ phoneNumber: officeNumber });
    expect(number && undefinedIn(number)).toEqual([]);
    const changed = await lab.client
      .incomingPhoneNumbers(number?.sid ?? '')
      .update({ voiceUrl: `${base}/elsewhere`, statusCallback: `${base}/ends` });
    expect(changed).toMatchObject({ voiceUrl: `${base}/elsewhere`, voiceMethod: 'POST' });
    lab.answers.set('/elsewhere', '<Reject/>');
    await lab.standIn.ring({ from: citizen, to: officeNumber }).over;
    expect(lab.told('CallStatus')).toEqual(['/elsewhere ringing', '/ends no-answer']);
  });

  test('a recording is a sound file until it is taken away', async () => {
    lab.answers.set('/voice/incoming', '<Record action="/done"/>');
    await lab.standIn.ring({ from: citizen, to: officeNumber }).over;
    const [recording] = await lab.client.recordings.list();
    expect(recording && undefinedIn(recording)).toEqual([]);
    const uri = `${lab.client.api.baseUrl}${recording?.uri.replace('.json', '.wav')}`;
    const { body } = await lab.client.request({ method: 'get', uri });
    expect(String(body).startsWith('RIFF')).toBe(true);
    await lab.client.recordings(recording?.sid ?? '').remove();
    await expect(lab.client.recordings(recording?.sid ?? '').fetch()).rejects.toMatchObject({
      status: 404,
      code: 20_404,
    });
  });

  test.each<[string, number, number, (client: Client) => Promise<unknown>]>([
    ['nobody to call', 400, 21_201, ({ calls }) => calls.create({ ...dial, to: '' })],
    ['nobody who calls', 400, 21_213, ({ calls }) => calls.create({ ...dial, from: '' })],
    ['a number that is none', 400, 21_211, ({ calls }) => calls.create({ ...dial, to: '02-555-0100' })],
    ['a caller that is not ours', 400, 21_210, ({ calls }) => calls.create({ ...dial, from: '+8225550100' })],
    ['an address that is none', 400, 21_205, ({ calls }) => calls.create({ ...dial, url: 'nonsense' })],
    ['too long TwiML', 400, 32_018, ({ calls }) => calls.create({ ...dial, twiml: 'x'.repeat(4_001) })],
    [
      'events in one string',
      400,
      21_626,
      ({ calls }) => calls.create({ ...dial, statusCallbackEvent: ['initiated ringing'] }),
    ],
    ['a method in the wrong case', 400, 20_001, ({ calls }) => calls.create({ ...dial, url: base, method: 'get' })],
    ['pages of 1,200', 400, 20_001, ({ calls }) => calls.list({ limit: 1_200 })],
    ['an unknown conference', 404, 20_404, ({ conferences }) => conferences(`CF${'0'.repeat(32)}`).fetch()],
    ['an unknown queue', 404, 20_404, ({ queues }) => queues(`QU${'0'.repeat(32)}`).fetch()],
    [
      'an unknown parameter',
      400,
      20_001,
      (client) =>
        client.request({ method: 'post', uri: callsUri(client), data: { ...pascal, Colour: 'red' } }).then(refused),
    ],
    [
      'more than 64 kB',
      413,
      20_001,
      (client) =>
        client.request({ method: 'post', uri: callsUri(client), data: { To: 'x'.repeat(70_000) } }).then(refused),
    ],
  ])('%s is refused with Twilio’s code', async (_what, status, code, ask) => {
    await expect(ask(lab.client)).rejects.toMatchObject({
      status,
      code,
      moreInfo: `https://www.twilio.com/docs/errors/${code}`,
    });
  });

  test.each([
    ['silence', 'none'],
    ['a broken connection', 'cut'],
    ['500', 500],
    ['429', 429],
  ] as const)('a request that meets %s may be carried out all the same, or not', async (_what, answer) => {
    const impatient = lab.clientWith(authToken, 1_000);
    for (const isCarriedOut of [true, false]) {
      lab.standIn.faults.next('calls.create', { answer, isCarriedOut });
      await expect(impatient.calls.create(dial)).rejects.toThrow();
    }
    expect(await lab.client.calls.list({ to: citizen })).toHaveLength(1);
    expect((await lab.client.calls.create(dial)).status).toBe('queued');
  });

  test('the answer to a call by REST is told before its instructions are asked for, or after, as chosen', async () => {
    const order = async (answerTold: 'before-fetch' | 'after-fetch') => {
      await lab.close();
      lab = await openLab({ variants: { answerTold }, otherwise: () => answeringDesk(1_000) });
      lab.answers.set('/first', '<Hangup/>');
      const told = { statusCallback: `${base}/told`, statusCallbackEvent: ['answered'] };
      await lab.at(0, () =>
        lab.client.calls.create({ to: citizen, from: officeNumber, url: `${base}/first`, ...told }),
      );
      await lab.at(10_000, () => undefined);
      return lab.told('CallStatus');
    };
    expect(await order('before-fetch')).toEqual(['/told in-progress', '/first in-progress']);
    expect(await order('after-fetch')).toEqual(['/first in-progress', '/told in-progress']);
    expect(value(lab.heard[0]?.fields ?? [], 'Direction')).toBe('outbound-api');
  });
});

const pascal = { To: citizen, From: officeNumber, Twiml: '<Response/>' };
const callsUri = (client: Client) => `${client.api.baseUrl}/2010-04-01/Accounts/${accountSid}/Calls.json`;
const refused = ({ statusCode, body }: { statusCode: number; body: { code: number; more_info: string } }) =>
  Promise.reject(
    Object.assign(new Error('refused'), { status: statusCode, code: body.code, moreInfo: body.more_info }),
  );
