// Twilio's forms as events: field lists as seen in the wild (reference notes on Twilio, section 8), odd values included.
import { describe, expect, test } from '@jest/globals';
import { callEventSchema } from '../../../server/calls/callEvent.js';
import { readCallback } from '../../../server/twilio/readCallback.js';
import { toActionEvent, toNoteEvent, toStatusEvent, toVoiceEvent } from '../../../server/twilio/toCallEvent.js';
import { accountSid, lineOf, sid, target } from '../../support/scenarios.js';

const receivedAt = Date.parse('2026-02-12T11:48:26.250Z');
const read = (body: Record<string, unknown>, query: Record<string, unknown> = {}) =>
  readCallback(body, query, receivedAt);
const status = (body: Record<string, unknown>, query = {}) =>
  toStatusEvent(read({ CallSid: sid(1), AccountSid: accountSid, ...body }, query));

describe('a call status callback', () => {
  test('becomes a status event with its own key, stamp and sequence', () => {
    const { event, warnings } = status(
      {
        ParentCallSid: sid(9),
        CallStatus: 'initiated',
        Timestamp: 'Thu, 12 Feb 2026 11:48:25 +0000',
        SequenceNumber: '0',
        CallbackSource: 'call-progress-events',
        Direction: 'outbound-dial',
        Called: '+821000000001',
        To: '+821000000001',
        From: '+82310002000',
        CallerCountry: 'KR',
        CallerCity: '',
        ApiVersion: '2010-04-01',
      },
      { root: sid(9), step: '2' },
    );
    expect(warnings).toEqual([]);
    expect(callEventSchema.parse(event)).toEqual(event);
    expect(event).toMatchObject({
      kind: 'status',
      key: `status:${sid(1)}:0:initiated`,
      callSid: sid(1),
      rootSid: sid(9),
      parentSid: sid(9),
      step: 2,
      status: 'initiated',
      stamp: { ms: Date.parse('2026-02-12T11:48:25Z'), exact: false },
      sequence: 0,
      receivedAt,
    });
    // Everything stays with the event, empty geo fields too.
    expect(event?.raw).toContainEqual(['CallerCity', '']);
    expect(event?.raw).toHaveLength(14);
  });

  test('reads the duration in seconds, never the billing minutes', () => {
    const { event } = status({ CallStatus: 'completed', CallDuration: '61', Duration: '2' });
    expect(event).toMatchObject({ callDurationSeconds: 61 });
  });

  test('an unpadded day is read, a stamp with a fraction is exact, an unreadable one is a warning', () => {
    expect(status({ Timestamp: 'Thu, 1 Jun 2017 20:48:32 +0000' }).event?.stamp).toEqual({
      ms: Date.parse('2017-06-01T20:48:32Z'),
      exact: false,
    });
    expect(status({ Timestamp: '2026-02-12T11:48:25.120Z' }).event?.stamp).toEqual({
      ms: Date.parse('2026-02-12T11:48:25.120Z'),
      exact: true,
    });
    expect(status({ Timestamp: 'soon' })).toMatchObject({
      event: expect.not.objectContaining({ stamp: expect.anything() }),
      warnings: ['Timestamp-unreadable'],
    });
  });

  test('unknown words become undefined and a warning, never a guess', () => {
    const { event, warnings } = status({
      CallStatus: 'parked',
      Direction: 'sideways',
      AnsweredBy: 'robot',
      SequenceNumber: 'x',
      CallDuration: '-1',
    });
    expect(event).not.toHaveProperty('status');
    expect(event).not.toHaveProperty('direction');
    expect(event).not.toHaveProperty('answeredBy');
    expect(new Set(warnings)).toEqual(
      new Set([
        'CallStatus-unknown',
        'Direction-unknown',
        'AnsweredBy-unknown',
        'SequenceNumber-unreadable',
        'CallDuration-unreadable',
      ]),
    );
  });

  test.each([
    ['machine_start', 'machine'],
    ['machine_end_beep', 'machine'],
    ['machine_end_silence', 'machine'],
    ['machine_end_other', 'machine'],
    ['human', 'human'],
    ['fax', 'fax'],
    ['unknown', 'unknown'],
  ])('AnsweredBy %s is %s', (word, meaning) => {
    expect(status({ CallStatus: 'in-progress', AnsweredBy: word }).event).toMatchObject({ answeredBy: meaning });
  });

  test('a busy callback without any geo field, and one without stamp or sequence, are events all the same', () => {
    expect(status({ CallStatus: 'no-answer', SipResponseCode: '487', SequenceNumber: '0' }).event).toMatchObject({
      status: 'no-answer',
    });
    expect(status({ CallStatus: 'busy' }).event?.key).toBe(`status:${sid(1)}:-:busy`);
  });

  test('anonymous, client and SIP addresses are kept as they came', () => {
    for (const from of ['anonymous', '+266696687', 'client:Anonymous', 'sip:2001@desk.hanbit.example', 'Restricted']) {
      expect(status({ From: from, To: '' }).event).toMatchObject({ from });
      expect(status({ From: from, To: '' }).event).not.toHaveProperty('to');
    }
  });

  test('a form without a call is refused, a root that is no sid is ignored', () => {
    expect(toStatusEvent(read({ CallStatus: 'ringing' })).event).toBeUndefined();
    expect(status({}, { root: '../etc', step: '0' }).event).not.toHaveProperty('rootSid');
    expect(status({}, { root: '../etc', step: '0' }).event).not.toHaveProperty('step');
  });

  test('repeated and oddly named fields survive, the call token does not', () => {
    const { event } = status({
      'SipHeader_X-Desk[0]': ['a', 'b'],
      $where: '1',
      'a.b': '2',
      __proto__x: '3',
      CallToken: '%7Bsecret%7D',
    });
    expect(event?.raw).toEqual(
      expect.arrayContaining([
        ['SipHeader_X-Desk[0]', 'a'],
        ['SipHeader_X-Desk[0]', 'b'],
        ['$where', '1'],
        ['a.b', '2'],
      ]),
    );
    expect(JSON.stringify(event)).not.toContain('secret');
  });
});

describe('odd values', () => {
  test('a word that every object knows is no word of Twilio’s', () => {
    for (const word of ['constructor', 'toString', '__proto__']) {
      const { event, warnings } = status({ CallStatus: 'in-progress', AnsweredBy: word });
      expect(event).not.toHaveProperty('answeredBy');
      expect(warnings).toEqual(['AnsweredBy-unknown']);
    }
  });

  test.each(['5', '2026', '2026-02-12T11:48:25', 'Thu, 12 Feb 2026 11:48:25', '2026-02-12'])(
    'a stamp that names no instant is none: %s',
    (text) => {
      expect(status({ CallStatus: 'ringing', Timestamp: text })).toMatchObject({ warnings: ['Timestamp-unreadable'] });
      expect(status({ CallStatus: 'ringing', Timestamp: text }).event).not.toHaveProperty('stamp');
    },
  );
});

describe('the voice URL', () => {
  const form = {
    CallSid: sid(1),
    From: '+821000000001',
    To: '+82310002001',
    Direction: 'inbound',
    CallStatus: 'ringing',
  };

  test('carries what was dialled, as the directory stood at that moment', () => {
    const { event } = toVoiceEvent(read(form), lineOf([target(1), target(2)]));
    expect(event).toMatchObject({
      kind: 'voice',
      key: `voice:${sid(1)}`,
      answer: 'dial',
      departmentId: 'tax',
      officialId: 'official-1',
    });
    expect(event).toHaveProperty('dialled.length', 2);
  });

  test('a number that nobody has is an apology with department null', () => {
    expect(toVoiceEvent(read(form), undefined).event).toMatchObject({
      answer: 'unknown-number',
      departmentId: null,
      dialled: [],
    });
  });
});

describe('the Dial’s action', () => {
  test('says who was dialled, whether it was bridged, and what comes next', () => {
    const form = {
      CallSid: sid(1),
      CallStatus: 'in-progress',
      DialCallStatus: 'completed',
      DialCallSid: sid(2),
      DialCallDuration: '3',
      DialBridged: 'true',
    };
    const { event } = toActionEvent(read(form, { root: sid(1), step: '1' }), []);
    expect(event).toMatchObject({
      kind: 'action',
      key: `action:${sid(1)}:1`,
      dialStatus: 'completed',
      dialCallSid: sid(2),
      dialDurationSeconds: 3,
      bridged: true,
      next: 'end',
    });
  });

  test('an old one without DialBridged leaves it open', () => {
    const { event } = toActionEvent(read({ CallSid: sid(1), DialCallStatus: 'completed', DialCallSid: sid(2) }), [
      target(3),
    ]);
    expect(event).not.toHaveProperty('bridged');
    expect(event).toMatchObject({ key: `action:${sid(1)}:${sid(2)}`, next: 'dial' });
  });
});

describe('other webhooks', () => {
  test('are kept under a key of their own', () => {
    const key = (route: Parameters<typeof toNoteEvent>[0], body: Record<string, unknown>) =>
      toNoteEvent(route, read({ CallSid: sid(1), ...body })).event?.key;
    expect(key('conference', { ConferenceSid: 'CF1', SequenceNumber: '3' })).toBe('conference:CF1:3');
    expect(key('recording', { RecordingSid: 'RE1', RecordingStatus: 'completed' })).toBe('recording:RE1:completed');
    expect(key('stream-status', { StreamSid: 'MZ1', StreamEvent: 'stream-started' })).toBe(
      'stream-status:MZ1:stream-started',
    );
  });

  test('a conference event without a call stands under its root; a wait URL is a heartbeat and no event', () => {
    expect(
      toNoteEvent('conference', read({ ConferenceSid: 'CF1', SequenceNumber: '1' }, { root: sid(5) })).event?.callSid,
    ).toBe(sid(5));
    expect(toNoteEvent('queue', read({ CallSid: sid(1), QueuePosition: '2' }))).toEqual({
      event: undefined,
      warnings: [],
    });
  });
});
