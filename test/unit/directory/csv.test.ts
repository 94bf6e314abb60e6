import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { kindOfAddress, normaliseAddress } from '../../../server/directory/normaliseAddress.js';
import { parseCsv } from '../../../server/directory/parseCsv.js';

describe('a telephone address has one spelling', () => {
  test.each([
    ['031-000-2001', '+82310002001'],
    ['+82 31 000 2001', '+82310002001'],
    ['(031) 000 2001', '+82310002001'],
    ['SIP:2001@Desk.Hanbit.Example', 'sip:2001@desk.hanbit.example'],
    ['sip:2001@desk.hanbit.example:5060;transport=tls', 'sip:2001@desk.hanbit.example'],
    ['CLIENT:Kiosk-3', 'client:Kiosk-3'],
  ])('%s is %s', (raw, address) => {
    expect(normaliseAddress(raw)).toBe(address);
    expect(normaliseAddress(address)).toBe(address);
  });

  test.each(['', 'anonymous', '+266696687', 'sip:', 'client:', '2001'])('"%s" is nobody', (raw) => {
    expect(normaliseAddress(raw)).toBeUndefined();
  });

  test('its kind follows from its form', () => {
    expect(['+82310002001', 'sip:a@b.example', 'client:a'].map(kindOfAddress)).toEqual(['number', 'sip', 'client']);
  });
});

describe('comma-separated text', () => {
  test('quoted fields hold commas, line breaks and quotation marks', () => {
    expect(parseCsv('\uFEFFa,"b, c"\r\n"d\ne","say ""hi"""\n\n f ,g')).toEqual([
      { line: 1, fields: ['a', 'b, c'] },
      { line: 2, fields: ['d\ne', 'say "hi"'] },
      { line: 5, fields: [' f ', 'g'] },
    ]);
  });

  test('whatever was written quoted is read back', () => {
    const table = fc.array(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 5 }), { maxLength: 8 });
    fc.assert(
      fc.property(table, (rows) => {
        const text = rows
          .map((fields) => fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(','))
          .join('\n');
        const filled = rows.filter((fields) => fields.some((field) => field.trim() !== ''));
        expect(parseCsv(text).map(({ fields }) => fields)).toEqual(filled);
      }),
    );
  });

  test('a quotation mark that never closes names its line', () => {
    expect(() => parseCsv('a,b\nc,"d\ne')).toThrow('Line 2: a quotation mark is opened and never closed.');
  });
});
