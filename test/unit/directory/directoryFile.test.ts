import { describe, expect, test } from '@jest/globals';
import { problemLine } from '../../../server/directory/importProblem.js';
import { readDirectoryFile } from '../../../server/directory/readDirectoryFile.js';
import { file, heading, row, wideFile } from './directoryFiles.js';

const tellsOf = async (bytes: Uint8Array) => (await readDirectoryFile(bytes)).problems.map(problemLine);

describe('a directory file', () => {
  test('a number on one row is an official’s own line', async () => {
    const { entries, problems, rows } = await readDirectoryFile(
      file(row('031-000-2001', 'sip:2001@desk.example', 'hb-2001')),
    );
    expect({ problems, rows }).toEqual({ problems: [], rows: 1 });
    const address = 'sip:2001@desk.example';
    const target = { address, kind: 'sip', departmentId: 'tax-1', officialId: 'hb-2001' };
    const line = { number: '+82310002001', departmentId: 'tax-1', officialId: 'hb-2001', targets: [target] };
    expect(entries.lines).toEqual([line]);
    expect(entries.departments).toEqual([{ id: 'tax-1', name: { ko: '세무1과', en: 'Tax 1' }, bureau: '경제재정국' }]);
    expect(entries.officials).toEqual([{ id: 'hb-2001', departmentId: 'tax-1', title: '주무관', address }]);
  });

  test('a number on several rows rings them together and is nobody’s own', async () => {
    const { entries, problems } = await readDirectoryFile(
      file(row('031-000-2000', 'sip:1@desk.example', 'a'), row('+82310002000', 'sip:2@desk.example', 'b')),
    );
    expect(problems).toEqual([]);
    expect(entries.lines).toMatchObject([{ officialId: null, targets: [{ officialId: 'a' }, { officialId: 'b' }] }]);
  });

  test('says what it has columns for, and an empty cell means the usual', async () => {
    const columns =
      'team,grade,role,duty,extension,pickup_group,deputies,hours,lunch,lunch_duty,department_hours,department_lunch,call_centre,bureau_en';
    const { entries, problems } = await readDirectoryFile(
      wideFile(
        columns,
        `${row('031-000-2001', 'sip:1@desk.example', 'a')},재산세팀,7급,desk,재산세 상담,2001,세무 당겨받기,b c,"mon,tue 10:00-16:00",12:30-13:30,예,mon-fri 09:00-18:00,together 12:00-13:00,,Finance`,
        `${row('031-000-2002', 'sip:2@desk.example', 'b')}${','.repeat(13)}y,`,
        `${row('031-000-2003', 'sip:3@desk.example', 'c')}${','.repeat(14)}`,
      ),
    );
    expect(problems).toEqual([]);
    const own = { from: '10:00', to: '16:00' };
    const day = { from: '09:00', to: '18:00' };
    expect(entries.officials).toMatchObject([
      {
        id: 'a',
        team: '재산세팀',
        grade: 7,
        role: 'desk',
        duty: '재산세 상담',
        extension: '2001',
        pickupGroup: '세무 당겨받기',
        deputies: ['b', 'c'],
        hours: [own, own, null, null, null, null, null],
        lunch: { from: '12:30', to: '13:30' },
        lunchDuty: true,
      },
      { id: 'b', team: '', grade: null, role: 'desk', deputies: [], hours: null, lunch: null, lunchDuty: false },
      { id: 'c' },
    ]);
    expect(entries.departments).toMatchObject([
      {
        bureau: '경제재정국',
        bureauEn: 'Finance',
        hours: [day, day, day, day, day, null, null],
        lunch: { rule: 'together', span: { from: '12:00', to: '13:00' } },
      },
    ]);
    expect(entries.lines.map(({ isCallCentre }) => isCallCentre)).toEqual([false, true, false]);
  });

  test('says how a department covers and what its callers hear', async () => {
    const cells = (mode: string, voicemail: string, notice: string) =>
      wideFile(
        'cover_mode,voicemail,notice',
        `${row('031-000-2001', 'sip:1@desk.example', 'a')},${mode},${voicemail},${notice}`,
      );
    const read = async (...given: [string, string, string]) => await readDirectoryFile(cells(...given));
    expect((await read('rollover', 'yes', '아니오')).entries.departments).toMatchObject([
      { coverMode: 'rollover', voicemail: true, notice: false },
    ]);
    expect((await read('함께', '', '')).entries.departments).toMatchObject([
      { coverMode: 'together', voicemail: null, notice: null },
    ]);
    expect((await read('sometimes', '', '')).problems).toMatchObject([
      { column: 'cover_mode', code: 'not-a-cover-mode', value: 'sometimes' },
    ]);
  });

  test('may have Korean headings, and a mistake is told in the file’s own words', async () => {
    const text = [
      '전화번호,연결주소,부서코드,부서명,부서영문명,국,담당자코드,직위,직급',
      `${row('031-000-2001', 'sip:1@desk.example', 'a')},7`,
      `${row('031-000-2002', 'sip:2@desk.example', 'b')},칠급`,
    ].join('\n');
    const { entries, problems } = await readDirectoryFile(new TextEncoder().encode(text));
    expect(entries.officials[0]).toMatchObject({ id: 'a', grade: 7 });
    expect(problems.map(problemLine)).toEqual(['Line 3, 직급: "칠급" is not a grade from 1 to 9.']);
  });

  test('every mistake names its line, column and reason, and none is hidden behind the first', async () => {
    const bytes = file(
      row('nothing', 'sip:1@desk.example'),
      row('031-000-2001', 'somewhere'),
      row('031-000-2002', 'sip:2@desk.example', 'a'),
      row('031-000-2003', 'sip:3@desk.example', 'a'),
      row('031-000-2002', 'sip:2@desk.example', 'a'),
      row('031-000-2004', 'sip:4@desk.example', 'b', 'tax-1,세무2과,Tax 2,경제재정국'),
      row('031-000-2005', 'sip:5@desk.example', 'c', ',,,'),
      'too,short',
      ...Array.from({ length: 11 }, (_one, at) => row('031-000-2009', `sip:9${at}@desk.example`)),
      row('031-000-2009', 'sip:1@desk.example', '', 'tax-9,세무9과,Tax 9,경제재정국'),
      row('031-000-2010', 'sip:10@desk.example', 'd', `tax-2,${'과'.repeat(101)},Tax 2,경제재정국`),
      row('031-000-2011', 'sip:11@desk.example', 'e', 'tax-3,,Tax 3,경제재정국'),
    );
    expect(await tellsOf(bytes)).toEqual([
      'Line 2, number: "nothing" is not a telephone number.',
      'Line 3, dial: "somewhere" is neither a number nor a sip: or client: address.',
      'Line 5, dial: "a" is described differently on line 4.',
      'Line 6, dial: 031-000-2002 already rings sip:2@desk.example.',
      'Line 7, department_ko: "tax-1" is described differently on line 2.',
      'Line 7, department_en: "tax-1" is described differently on line 2.',
      'Line 8, department_id: This must not be empty.',
      'Line 9: 2 fields where the heading has 8.',
      'Line 20, number: 031-000-2009 rings more than 10 telephones.',
      'Line 21, number: 031-000-2009 already belongs to another department on line 10.',
      `Line 22, department_ko: "${'과'.repeat(100)}" is longer than 100 characters.`,
      'Line 23, department_ko: This must not be empty.',
    ]);
  });

  test('cells of further columns are held to what they may say', async () => {
    const columns = 'grade,role,deputies,hours,lunch,lunch_duty,department_hours,department_lunch,call_centre';
    const ten = Array.from({ length: 11 }, (_one, at) => `a${at}`);
    const bytes = wideFile(
      columns,
      `${row('031-000-2001', 'sip:1@desk.example', 'a0')},0,boss,a0 nobody,always,noon,perhaps,mon 18:00-09:00,at noon,maybe`,
      ...ten.slice(1).map((id, at) => `${row('031-000-2001', `sip:9${at}@desk.example`, id)},,,,,,,,,`),
    );
    expect(await tellsOf(bytes)).toEqual([
      'Line 2, call_centre: "maybe" is neither yes nor no.',
      'Line 2, department_hours: "mon 18:00-09:00" are not working hours such as mon-fri 09:00-18:00; sat off.',
      'Line 2, department_lunch: "at noon" is not a lunch rule such as together 12:00-13:00.',
      'Line 2, deputies: "a0" cannot be their own deputy.',
      'Line 2, deputies: "nobody" is not an official of this file.',
      'Line 2, grade: "0" is not a grade from 1 to 9.',
      'Line 2, role: "boss" is none of desk, head, agent, field, driver, operator, guard.',
      'Line 2, hours: "always" are not working hours such as mon-fri 09:00-18:00; sat off.',
      'Line 2, lunch: "noon" is not a time such as 12:00-13:00.',
      'Line 2, lunch_duty: "perhaps" is neither yes nor no.',
      'Line 12, number: 031-000-2001 rings more than 10 telephones.',
    ]);
  });

  test('at most ten deputies stand in', async () => {
    const others = Array.from({ length: 11 }, (_one, at) => `b${at}`);
    const bytes = wideFile(
      'deputies',
      `${row('031-000-2001', 'sip:1@desk.example', 'a')},${others.join(' ')}`,
      ...others.map((id, at) => `${row(`031-000-21${10 + at}`, `sip:9${at}@desk.example`, id)},`),
    );
    expect(await tellsOf(bytes)).toEqual(['Line 2, deputies: a has more than 10 deputies.']);
  });

  test('columns missing or twice, no rows, too many rows and an open quotation mark are told plainly', async () => {
    const many = Array.from({ length: 5_001 }, () => row('031-000-2001', 'sip:1@desk.example'));
    expect(await tellsOf(new TextEncoder().encode('number,dial\n'))).toEqual([
      'Line 1: Columns are missing: department_id, department_ko, department_en, bureau, official_id, title.',
    ]);
    expect(await tellsOf(wideFile('title', 'x'))).toEqual(['Line 1, title: "title" is the heading of two columns.']);
    expect(await tellsOf(new TextEncoder().encode(heading))).toEqual(['The file has a heading but no rows.']);
    expect(await tellsOf(file(...many))).toEqual(['The file has 5001 rows; at most 5000 are taken.']);
    expect(await tellsOf(file('"'))).toEqual(['Line 2: A quotation mark is opened and never closed.']);
    expect(await tellsOf(new Uint8Array())).toHaveLength(1);
  });

  test('is read as UTF-8 with or without its mark, or as EUC-KR; anything else is refused', async () => {
    const utf8 = file(row('031-000-2001', 'sip:1@desk.example', 'a', 'tax-1,세무,Tax 1,국'));
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), utf8]);
    // 세무, 국 and 주무관 as a Korean spreadsheet writes them.
    const korean: Record<string, number[]> = {
      세: [0xbc, 0xbc],
      무: [0xb9, 0xab],
      국: [0xb1, 0xb9],
      주: [0xc1, 0xd6],
      관: [0xb0, 0xfc],
    };
    const eucKr = Uint8Array.from(
      [...new TextDecoder().decode(utf8)].flatMap((character) => korean[character] ?? [character.charCodeAt(0)]),
    );
    const wanted = await readDirectoryFile(utf8);
    expect(wanted.entries.departments).toMatchObject([{ name: { ko: '세무' }, bureau: '국' }]);
    for (const bytes of [marked, eucKr]) {
      const { entries, problems } = await readDirectoryFile(bytes);
      expect({ entries, problems }).toEqual({ entries: wanted.entries, problems: [] });
    }
    expect(await tellsOf(Uint8Array.from([0xff, 0xfe, 0x61, 0x00, 0xff]))).toEqual([
      'The file is neither UTF-8 nor EUC-KR text.',
    ]);
  });
});
