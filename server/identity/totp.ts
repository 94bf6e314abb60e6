// Codes of an authenticator app (RFC 6238: SHA-1, six digits, 30 s, which is what the apps can do).
import { Secret, TOTP } from 'otpauth';

/** What the app shows; everything else that is typed can only be a recovery code. */
export const appCode = /^\d{6}$/;
const period = 30;
/** Steps to either side: the clock of a telephone, and the time it takes to type. */
const window = 1;

const forms = (secret: string, label: string) =>
  new TOTP({ issuer: '삼삼삼', label, algorithm: 'SHA1', digits: 6, period, secret: Secret.fromBase32(secret) });

/** 160 bits in base32, as RFC 4226 recommends. */
export const makeTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** What a QR code tells the app. */
export const totpUri = (secret: string, account: string): string => forms(secret, account).toString();

/**
 * @param now ms since the epoch.
 * @param after the step of the last accepted code: it and all earlier ones are spent.
 * @returns the step that the code belongs to, or undefined.
 */
export function acceptedStep(secret: string, code: string, now: number, after: number): number | undefined {
  if (!appCode.test(code)) return undefined;
  const delta = forms(secret, '').validate({ token: code, timestamp: now, window });
  if (delta === null) return undefined;
  const step = Math.floor(now / 1000 / period) + delta;
  return step > after ? step : undefined;
}
