// Recovery codes: the way back for whoever has lost the telephone. Each works once; only hashes are kept.
import { createHash, randomBytes } from 'node:crypto';

const howMany = 8;
/** Without letters and digits that are taken for each other. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** 16 characters of a 31-letter alphabet: 79 bits, so that a plain hash is enough. Values of 248 and above would favour some letters. */
function makeCode(): string {
  const letters: string[] = [];
  while (letters.length < 16) {
    for (const byte of randomBytes(32)) {
      if (byte < 248 && letters.length < 16) letters.push(alphabet.charAt(byte % alphabet.length));
    }
  }
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-');
}

/** However it was typed: case, spaces and hyphens do not count. */
export function hashRecoveryCode(code: string): string {
  return createHash('sha256')
    .update(code.toLowerCase().replace(/[^a-z0-9]/g, ''))
    .digest('base64url');
}

export function makeRecoveryCodes(): { codes: string[]; hashes: string[] } {
  const codes = Array.from({ length: howMany }, makeCode);
  return { codes, hashes: codes.map(hashRecoveryCode) };
}
