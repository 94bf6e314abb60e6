// Codes of an authenticator app, by the standard's own vectors.
import { describe, expect, test } from '@jest/globals';
import { Secret } from 'otpauth';
import { acceptedStep, makeTotpSecret, totpUri } from '../../../server/identity/totp.js';

/** RFC 6238, appendix B, SHA-1: the last six of its eight digits. */
const secret = Secret.fromLatin1('12345678901234567890').base32;

describe('a code', () => {
  test.each([
    [59, '287082', 1],
    [1_111_111_109, '081804', 37_037_036],
    [1_111_111_111, '050471', 37_037_037],
    [1_234_567_890, '005924', 41_152_263],
    [2_000_000_000, '279037', 66_666_666],
    [20_000_000_000, '353130', 666_666_666],
  ])('of second %i is %s, of step %i', (second, code, step) => {
    expect(acceptedStep(secret, code, second * 1000, 0)).toBe(step);
  });

  test('is taken one step early or late, and no further', () => {
    const now = 1_111_111_109_000;
    const offsets = [-60, -59, -30, 0, 30, 31].map((by) => acceptedStep(secret, '081804', now + by * 1000, 0));
    expect(offsets.map((step) => step !== undefined)).toEqual([false, true, true, true, true, false]);
  });

  test('is spent with its step, as are all before it', () => {
    const now = 1_111_111_109_000;
    expect(acceptedStep(secret, '081804', now, 37_037_035)).toBe(37_037_036);
    expect(acceptedStep(secret, '081804', now, 37_037_036)).toBeUndefined();
    expect(acceptedStep(secret, '081804', now, 37_037_037)).toBeUndefined();
  });

  test.each(['', '08180', '0818044', '081 804', '０８１８０４'])('%j is none', (code) => {
    expect(acceptedStep(secret, code, 1_111_111_109_000, 0)).toBeUndefined();
  });
});

test('secrets are 160 bits, each another, and the address for the QR code names issuer and account', () => {
  const made = [makeTotpSecret(), makeTotpSecret()];
  expect(new Set(made).size).toBe(2);
  for (const one of made) expect(Secret.fromBase32(one).bytes).toHaveLength(20);
  const uri = new URL(totpUri(secret, 'admin@hanbit.example'));
  expect(uri.protocol).toBe('otpauth:');
  expect(decodeURIComponent(uri.pathname)).toContain('삼삼삼:admin@hanbit.example');
  expect(uri.searchParams.get('secret')).toBe(secret);
});
