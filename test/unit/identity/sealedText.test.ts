// What is sealed: only the same key for the same purpose opens it, and no changed byte goes unseen.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createSeal } from '../../../server/identity/sealedText.js';

const seal = createSeal('a secret of this test', 'a purpose');

describe('a sealed text', () => {
  test('opens again as it was, and looks different each time', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => seal.open(seal.close(text)) === text));
    expect(seal.close('same')).not.toBe(seal.close('same'));
    expect(seal.close('JBSWY3DPEHPK3PXP')).not.toContain('JBSWY3DPEHPK3PXP');
  });

  test('stays shut under another key and for another purpose', () => {
    expect(createSeal('another secret', 'a purpose').open(seal.close('text'))).toBeUndefined();
    expect(createSeal('a secret of this test', 'another').open(seal.close('text'))).toBeUndefined();
  });

  test('stays shut when any byte is changed, or it is cut short', () => {
    const bytes = Buffer.from(seal.close('text'), 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(seal.open(changed.toString('base64url'))).toBeUndefined();
      expect(seal.open(bytes.subarray(0, at).toString('base64url'))).toBeUndefined();
    }
  });
});
