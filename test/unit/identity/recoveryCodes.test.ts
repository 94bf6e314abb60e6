// Recovery codes: readable, unlike each other, and recognised however they are typed.
import { expect, test } from '@jest/globals';
import { hashRecoveryCode, makeRecoveryCodes } from '../../../server/identity/recoveryCodes.js';

test('eight codes of four times four letters that are not taken for each other', () => {
  const { codes, hashes } = makeRecoveryCodes();
  expect(new Set(codes).size).toBe(8);
  for (const code of codes) expect(code).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/);
  expect(codes.map(hashRecoveryCode)).toEqual(hashes);
});

test('case, spaces and hyphens do not matter, letters do', () => {
  const hash = hashRecoveryCode('abcd-efgh-jkmn-pqrs');
  expect(hashRecoveryCode(' ABCD EFGH jkmnpqrs')).toBe(hash);
  expect(hashRecoveryCode('abcd-efgh-jkmn-pqrt')).not.toBe(hash);
});
