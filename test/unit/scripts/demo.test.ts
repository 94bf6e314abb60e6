import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { buildDemoCity } from '../../../scripts/demo/demoCity.js';
import { readDemoSettings } from '../../../scripts/demo/demoSettings.js';
import { prepareDemoFolder } from '../../../scripts/demo/prepareDemoFolder.js';
import { readCityLines } from '../../../scripts/simulate/readCityLines.js';
import { readSimulateOptions } from '../../../scripts/simulate/readSimulateOptions.js';

describe('the demo city', () => {
  const { content, lines } = buildDemoCity();

  test('has 720 officials at desks and the 80 people whom surveys leave out', () => {
    const count = (role: string) => content.officials.filter((official) => official.role === role).length;
    expect(['desk', 'field', 'driver', 'operator', 'guard', 'head', 'agent'].map(count)).toEqual([
      720, 25, 15, 4, 12, 24, 7,
    ]);
    expect(content.officials.filter(({ role, grade }) => role === 'desk' && (grade ?? 0) < 6)).toEqual([]);
    expect(lines.desks).toHaveLength(720);
  });

  test('has 30 divisions, 8 community centres and a call centre that rings seven', () => {
    expect(content.departments).toHaveLength(39);
    expect(content.departments.filter(({ id }) => id.startsWith('centre-'))).toHaveLength(8);
    expect(new Set(content.departments.map(({ name }) => name.ko)).size).toBe(39);
    expect(content.lines.find(({ number }) => number === lines.centre?.number)?.targets).toHaveLength(7);
  });

  test('gives everybody one number of a block that no city has', () => {
    const numbers = content.lines.map(({ number }) => number);
    expect(new Set(numbers).size).toBe(801);
    expect(numbers.every((number) => /^\+82310002\d{3}$/.test(number))).toBe(true);
    expect(numbers).not.toContain(lines.vacant);
    expect(new Set(content.officials.map(({ id }) => id)).size).toBe(807);
    expect(new Set(content.officials.map(({ title }) => title)).size).toBe(807);
  });
});

describe("the demo's settings", () => {
  test('are made up where nothing was given, in a folder of its own', () => {
    const { config, admin, authToken } = readDemoSettings({});
    expect(config).toMatchObject({ port: 3000, publicBaseUrl: 'http://localhost:3000', mongodbUri: undefined });
    expect(config.dataDir).toBe(join('data', 'demo'));
    expect(config.admin).toEqual(admin);
    expect(config.twilio.authTokens).toEqual([authToken]);
    expect(readDemoSettings({}).admin.password).not.toBe(admin.password);
  });

  test('follow what was given', () => {
    const given = {
      PORT: '3100',
      ADMIN_EMAIL: 'me@hanbit.example',
      ADMIN_PASSWORD: 'a long password',
      DATA_DIR: '/srv/x',
    };
    const { config, admin } = readDemoSettings({ ...given, TWILIO_AUTH_TOKEN: 'mine', CITY_NAME: '' });
    expect(admin).toEqual({ email: 'me@hanbit.example', password: 'a long password' });
    expect(config).toMatchObject({ port: 3100, dataDir: '/srv/x/demo', city: { ko: '한빛시', en: 'Hanbit' } });
    expect(config.twilio.authTokens).toEqual(['mine']);
  });

  test('refuse a real database in one line', () => {
    expect(() => readDemoSettings({ MONGODB_URI: 'mongodb://127.0.0.1' })).toThrow(/^MONGODB_URI is set, .*[^\n]$/);
  });
});

describe("the demo's folder", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'demo-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('is kept between starts and emptied when it comes from another seed', async () => {
    const demo = join(folder, 'demo');
    await prepareDemoFolder(demo, 'one');
    await mkdir(join(demo, 'store'));
    await prepareDemoFolder(demo, 'one');
    expect(await readdir(demo)).toContain('store');
    await prepareDemoFolder(demo, 'two');
    expect(await readdir(demo)).toHaveLength(1);
  });

  test('is never somebody else’s', async () => {
    await writeFile(join(folder, 'precious'), '');
    await expect(prepareDemoFolder(folder, 'one')).rejects.toThrow('was not made by the demo');
    expect(await readdir(folder)).toEqual(['precious']);
  });

  test('that cannot be made is named', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(prepareDemoFolder(join(folder, 'file', 'demo'), 'one')).rejects.toThrow('cannot be made (ENOTDIR)');
  });
});

describe('whom the simulator calls', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lines-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('are the numbers of a directory file, its call centre among them', async () => {
    const file = join(folder, 'city.csv');
    const head = 'number,dial,department_id,department_ko,department_en,bureau,official_id,title,call_centre';
    const row = (number: string, dial: string, id: string, centre: string) =>
      `${number},sip:${dial}@desk.hanbit.example,tax-1,세무1과,Tax,국,${id},주무관,${centre}`;
    const rows = [
      row('+8225550100', '100', 'a', 'no'),
      row('+8225550101', '101', 'b', 'yes'),
      row('+8225550101', '102', 'c', 'yes'),
    ];
    await writeFile(file, [head, ...rows].join('\n'));
    expect(await readCityLines(file)).toEqual({
      desks: [{ number: '+8225550100', address: 'sip:100@desk.hanbit.example', departmentId: 'tax-1', weight: 1 }],
      centre: { number: '+8225550101', agents: 2 },
      vacant: '+82310009999',
    });
    await writeFile(file, `${head}\n${row('nonsense', '100', 'a', 'no')}`);
    await expect(readCityLines(file)).rejects.toThrow(/^--directory: .*nonsense/);
    await expect(readCityLines(join(folder, 'missing.csv'))).rejects.toThrow('cannot be read (ENOENT)');
  });

  test('are the invented city where no file is given', async () => {
    expect(await readCityLines(undefined)).toEqual(buildDemoCity().lines);
  });
});

describe("the simulator's command line", () => {
  test('serves REST on 4010 and makes no calls unless asked', () => {
    expect(readSimulateOptions([])).toMatchObject({ port: 4010, city: false, speed: 1, calls: undefined });
  });

  test('reads everything it offers', () => {
    const given =
      '--port 0 --city --target http://localhost:3000/ --directory city.csv --speed 20 --start 2026-03-02T10:00:00+09:00 --seed x --calls 9 ' +
      '--rate 0.5 --burst 3 --modes busy,transfer --lose 0.1 --duplicate 0.2 --reorder 0.3 --late 0.4 --late-seconds 60';
    expect(readSimulateOptions(given.split(' '))).toEqual({
      port: 0,
      city: true,
      target: 'http://localhost:3000',
      directory: 'city.csv',
      speed: 20,
      startAt: Date.parse('2026-03-02T01:00:00Z'),
      seed: 'x',
      calls: 9,
      rate: 0.5,
      burst: 3,
      modes: ['busy', 'transfer'],
      disturbance: { lose: 0.1, duplicate: 0.2, reorder: 0.3, late: 0.4, lateSeconds: 60 },
    });
    expect(readSimulateOptions(['--help'])).toBe('help');
  });

  test.each([
    ['--city', '--city needs --target'],
    ['--target localhost', '--target takes an address'],
    ['--lose 2', '--lose takes a number from 0 to 1, not "2"'],
    ['--calls 1.5', '--calls takes a whole number, not "1.5"'],
    ['--modes answered,nonsense', '--modes does not know nonsense'],
    ['--start soon', '--start takes a time'],
    ['--nonsense', '--nonsense'],
  ])('"%s" is told plainly', (args, message) => {
    expect(() => readSimulateOptions(args.split(' '))).toThrow(message);
  });
});
