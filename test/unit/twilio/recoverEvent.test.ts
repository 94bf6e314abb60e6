// Twilio's log of a call in the forms that it may take, read back as the events that never came.
import { expect, test } from '@jest/globals';
import type { LoggedWebhook } from '../../../server/twilio/readRest.js';
import { webhookOf } from '../../../server/twilio/readRest.js';
import { recoverEvent } from '../../../server/twilio/reconcile/recoverEvent.js';
import { lineOf, sid, target } from '../../support/scenarios.js';

const base = 'https://calls.hanbit.example/city';
const [root, leg] = [sid(1), sid(2)];
const desk = target(1);
const directory = {
  line: (number: string) => (number === '+82310002001' ? lineOf([desk, target(2)]) : undefined),
  target: (address: string) => (address === desk.address ? desk : undefined),
};
const at = Date.parse('2026-02-12T02:00:08Z');
const date = 'Thu, 12 Feb 2026 02:00:08 +0000';

function logged(path: string, parameters: object, response: object = {}): LoggedWebhook {
  const answered = { response_code: 200, response_body: '<Response/>', date_created: date, ...response };
  const read = webhookOf({ request: { url: base + path, method: 'POST', parameters }, response: answered });
  if (!read) throw new Error('not read');
  return read;
}

const statusPath = `/voice/status?root=${root}&step=1`;
const snake = {
  call_sid: leg,
  parent_call_sid: root,
  call_status: 'ringing',
  sequence_number: '1',
  timestamp: 'Thu, 12 Feb 2026 02:00:05 +0000',
};
const pascal = { CallSid: leg, ParentCallSid: root, CallStatus: 'ringing', SequenceNumber: '1' };

test('a status comes back under the key of the webhook that was lost, with its own stamp', () => {
  expect(recoverEvent(logged(statusPath, snake), base, directory)).toMatchObject({
    kind: 'status',
    key: `status:${leg}:1:ringing`,
    rootSid: root,
    step: 1,
    receivedAt: at,
    stamp: { ms: at - 3_000, exact: false },
    recovered: true,
  });
});

test('fields named as in the form are read as well, and a repeat or a fragment changes nothing', () => {
  const path = `${statusPath}#rc=3&rp=ct,rt,5xx`;
  expect(recoverEvent(logged(path, { ...pascal, Timestamp: snake.timestamp }), base, directory)).toEqual(
    expect.objectContaining({ key: `status:${leg}:1:ringing`, step: 1, stamp: { ms: at - 3_000, exact: false } }),
  );
});

test('a call that was answered by a Dial rang whom the answer of then named', () => {
  const responseBody = `<Response><Dial answerOnBridge="true"><Sip statusCallback="x?a=1&amp;b=2">${desk.address}</Sip></Dial></Response>`;
  const form = { call_sid: root, to: '+82310002001', direction: 'inbound', call_status: 'ringing' };
  expect(recoverEvent(logged('/voice/incoming', form, { response_body: responseBody }), base, directory)).toMatchObject(
    {
      kind: 'voice',
      key: `voice:${root}`,
      receivedAt: at,
      answer: 'dial',
      departmentId: 'tax',
      dialled: [desk],
    },
  );
});

test('a Dial’s action was followed by what our answer of then holds', () => {
  const form = { call_sid: root, to: '+82310002001', dial_call_status: 'no-answer', dial_call_sid: leg };
  const nextOf = (response_body: string) => {
    const path = `/voice/dial-action?root=${root}&step=1`;
    const event = recoverEvent(logged(path, form, { response_body }), base, directory);
    return event?.kind === 'action' ? [event.next, event.dialled.length] : undefined;
  };
  expect(nextOf(`<Response><Dial><Sip>${desk.address}</Sip></Dial></Response>`)).toEqual(['dial', 1]);
  expect(nextOf('<Response><Dial><Conference>CA1</Conference></Dial></Response>')).toEqual(['conference', 0]);
  expect(nextOf('<Response><Say>x</Say><Record/></Response>')).toEqual(['voicemail', 0]);
  expect(nextOf('<Response><Say>x</Say><Hangup/></Response>')).toEqual(['end', 0]);
});

test('a queued call waited; what an announcement led on to is not known', () => {
  const form = { call_sid: root, to: '+82310002001', direction: 'inbound', call_status: 'ringing' };
  const answerOf = (response_body: string) =>
    recoverEvent(logged('/voice/incoming', form, { response_body }), base, directory);
  expect(answerOf('<Response><Enqueue>tax</Enqueue></Response>')).toMatchObject({ kind: 'voice', answer: 'queue' });
  expect(answerOf('<Response><Say>x</Say><Redirect>y</Redirect></Response>')).toBeUndefined();
});

test('nothing is said of a request that we never answered', () => {
  const form = { call_sid: root, to: '+82310002001', call_status: 'ringing' };
  const failed = { response_code: 502, response_body: null };
  expect(recoverEvent(logged('/voice/incoming', form, failed), base, directory)).toBeUndefined();
  expect(recoverEvent(logged(`/voice/dial-action?root=${root}&step=1`, form, failed), base, directory)).toBeUndefined();
  expect(recoverEvent(logged(statusPath, snake, failed), base, directory)).toBeDefined();
});

test.each([
  ['another server', { ...logged(statusPath, snake), url: `https://other.example${statusPath}` }],
  ['a path that only begins like ours', { ...logged(statusPath, snake), url: `${base}x${statusPath}` }],
  ['no time', { ...logged(statusPath, snake), at: null }],
  ['no call', logged(statusPath, { call_status: 'ringing' })],
  ['a page that has no event', logged('/voice/elsewhere', snake)],
])('%s is left out', (_what, webhook) => {
  expect(recoverEvent(webhook, base, directory)).toBeUndefined();
});

test('an entry of another shape is left out, one without an answer is not', () => {
  expect(webhookOf({ request: null, response: {} })).toBeUndefined();
  expect(webhookOf({ request: { url: base, parameters: null }, response: null })).toMatchObject({ responseCode: null });
});
