import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { kindOfAddress, normaliseAddress } from '../../../server/directory/normaliseAddress.js';
import { parseCsv } from '../../../server/directory/parseCsv.js';
import { readDirectoryFile } from '../../../server/directory/readDirectoryFile.js';

const heading = 'number,dial,department_id,department_ko,department_en,bureau,official_id,title';
const row = (number: string, dial: string, official = '', department = 'tax-1,세무1과,Tax 1,경제재정국') =>
  `${number},${dial},${department},${official},주무관`;
const file = (...rows: string[]) => [heading, ...rows].join('\r\n');

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

describe('a directory file', () => {
  test('a number on one row is an official’s own line', () => {
    const { content, mistakes, rows } = readDirectoryFile(
      file(row('031-000-2001', 'sip:2001@desk.example', 'hb-2001')),
    );
    expect({ mistakes, rows }).toEqual({ mistakes: [], rows: 1 });
    const address = 'sip:2001@desk.example';
    const target = { address, kind: 'sip', departmentId: 'tax-1', officialId: 'hb-2001' };
    expect(content.lines).toEqual([
      {
        id: '+82310002001',
        revision: 0,
        number: '+82310002001',
        departmentId: 'tax-1',
        officialId: 'hb-2001',
        targets: [target],
      },
    ]);
    expect(content.departments).toEqual([
      { id: 'tax-1', revision: 0, name: { ko: '세무1과', en: 'Tax 1' }, bureau: '경제재정국' },
    ]);
    expect(content.officials).toMatchObject([{ id: 'hb-2001', title: '주무관', role: 'desk', team: '', address }]);
  });

  test('a number on several rows rings them together and is nobody’s own', () => {
    const { content, mistakes } = readDirectoryFile(
      file(row('031-000-2000', 'sip:1@desk.example', 'a'), row('+82310002000', 'sip:2@desk.example', 'b')),
    );
    expect(mistakes).toEqual([]);
    expect(content.lines).toMatchObject([{ officialId: null, targets: [{ officialId: 'a' }, { officialId: 'b' }] }]);
  });

  test('a team may be named', () => {
    const { content } = readDirectoryFile(
      `${heading},team\n${row('031-000-2001', 'sip:1@desk.example', 'a')},재산세팀`,
    );
    expect(content.officials[0]?.team).toBe('재산세팀');
  });

  test('every mistake is one line with its number, and nothing is hidden behind the first', () => {
    const { mistakes } = readDirectoryFile(
      file(
        row('nothing', 'sip:1@desk.example'),
        row('031-000-2001', 'somewhere'),
        row('031-000-2002', 'sip:2@desk.example', 'a'),
        row('031-000-2003', 'sip:3@desk.example', 'a'),
        row('031-000-2002', 'sip:2@desk.example', 'a'),
        row('031-000-2004', 'sip:4@desk.example', 'b', 'tax-1,세무2과,Tax 2,경제재정국'),
        row('031-000-2005', 'sip:5@desk.example', 'c', ',,,'),
        'too,short',
        ...Array.from({ length: 11 }, (_one, at) => row('031-000-2009', `sip:9${at}@desk.example`)),
      ),
    );
    expect(mistakes).toEqual([
      'Line 2: number "nothing" is not a telephone number.',
      'Line 3: dial "somewhere" is neither a number nor a sip: or client: address.',
      'Line 5: official "a" is described differently on line 4.',
      'Line 6: 031-000-2002 already rings sip:2@desk.example.',
      'Line 7: department "tax-1" is described differently on line 4.',
      'Line 8: department_id is empty.',
      'Line 8: the department needs a Korean and an English name.',
      'Line 9: 2 fields where the heading has 8.',
      'Line 20: 031-000-2009 rings more than 10 telephones.',
    ]);
  });

  test('missing columns, an empty file and an open quotation mark are told plainly', () => {
    expect(readDirectoryFile('number,dial\n').mistakes).toEqual([
      'Line 1: columns are missing: department_id, department_ko, department_en, bureau, official_id, title.',
    ]);
    expect(readDirectoryFile(heading).mistakes).toEqual(['The file has a heading but no rows.']);
    expect(readDirectoryFile(`${heading}\n"`).mistakes).toEqual([
      'Line 2: a quotation mark is opened and never closed.',
    ]);
  });
});
