// Knowing a caller again, and not knowing those who do not want to be known.
import { describe, expect, test } from '@jest/globals';
import { createCallerKeys } from '../../../server/ledger/callerKey.js';

const keyOf = createCallerKeys('a key of many letters, kept apart');
const inbound = (from: string | null) => ({ direction: 'inbound' as const, from });

describe('the key of a caller', () => {
  test('is the same however the number is written, and another for another number', () => {
    const key = keyOf(inbound('+821055551234'));
    expect(key).toMatch(/^[\w-]{43}$/);
    for (const from of ['010-5555-1234', ' +82 10 5555 1234', '01055551234']) expect(keyOf(inbound(from))).toBe(key);
    expect(keyOf(inbound('+821055551235'))).not.toBe(key);
    expect(keyOf(inbound('sip:+821055551234@carrier.example'))).not.toBe(key);
  });

  test('cannot be made without the secret', () => {
    expect(createCallerKeys('another key of many letters')(inbound('+821055551234'))).not.toBe(
      keyOf(inbound('+821055551234')),
    );
  });

  test.each([
    ...['', 'anonymous', 'Anonymous', 'unknown', 'restricted', 'unavailable', 'private', 'blocked'],
    ...['+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253', 'client:Anonymous'],
    ...['sip:anonymous@anonymous.invalid', 'nonsense', '114x', null],
  ])('%p has none', (from) => {
    expect(keyOf(inbound(from))).toBeNull();
  });

  test('is not made for those whom we call, nor while nobody has said who called', () => {
    for (const direction of ['outbound-api', 'outbound-dial', null] as const)
      expect(keyOf({ direction, from: '+82310002001' })).toBeNull();
  });

  test('is made once for a call, and again when the call proves to be another’s', () => {
    const call = inbound('+821055551234');
    expect(keyOf(call, { call, callerKey: 'as stored' })).toBe('as stored');
    expect(keyOf(call, { call: inbound(null), callerKey: null })).toBe(keyOf(call));
    expect(keyOf(call, { call })).toBe(keyOf(call));
    expect(keyOf(inbound('anonymous'), { call, callerKey: 'as stored' })).toBeNull();
    const withheld = inbound('anonymous');
    expect(keyOf(withheld, { call: withheld, callerKey: null })).toBeNull();
  });
});
