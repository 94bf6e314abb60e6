import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { buildDemoCity } from '../../../scripts/demo/demoCity.js';
import { directoryCollections } from '../../../server/directory/directoryRecords.js';
import { loadDirectory } from '../../../server/directory/loadDirectory.js';
import { saveDirectory } from '../../../server/directory/saveDirectory.js';
import { openStore } from '../../../server/storage/openStore.js';
import type { Store } from '../../../server/storage/port.js';

// Two divisions and the call centre are enough here, and quick to store.
const whole = buildDemoCity().content;
const here = (departmentId: string) => ['planning', 'tax-1', 'call-centre'].includes(departmentId);
const city = {
  departments: whole.departments.filter(({ id }) => here(id)),
  officials: whole.officials.filter(({ departmentId }) => here(departmentId)),
  lines: whole.lines.filter(({ departmentId }) => here(departmentId)),
};
let folder: string;
let store: Store;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'directory-'));
  store = await openStore({ dataDir: folder, collections: directoryCollections });
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

describe('the directory in memory', () => {
  test('finds a line however its number is written, and no line for a stranger', async () => {
    await saveDirectory(store, city);
    const directory = await loadDirectory(store);
    const line = directory.line('+82310002001');
    expect(line).toMatchObject({ departmentId: 'planning', officialId: 'hb-2001' });
    expect(line?.targets).toMatchObject([{ address: 'sip:2001@desk.hanbit.example', kind: 'sip' }]);
    expect(directory.line('031-000-2001')).toEqual(line);
    expect(directory.line('+82310002000')?.targets).toHaveLength(7);
    expect([directory.line('+82310009999'), directory.line('anonymous'), directory.line('')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('knows whose telephone an address is, as a transfer needs', async () => {
    await saveDirectory(store, city);
    const directory = await loadDirectory(store);
    expect(directory.target('sip:2009@desk.hanbit.example:5060')).toMatchObject({ officialId: 'hb-2009' });
    expect(directory.target('sip:2991@desk.hanbit.example')).toMatchObject({ departmentId: 'call-centre' });
    expect(directory.target('sip:nobody@desk.hanbit.example')).toBeUndefined();
  });

  test('colleagues of the same team cover; heads, drivers and the absent official do not', async () => {
    await saveDirectory(store, city);
    const directory = await loadDirectory(store);
    expect(directory.pickupGroup('hb-2002').map(({ officialId }) => officialId)).toEqual([
      'hb-2001',
      'hb-2003',
      'hb-2004',
      'hb-2005',
    ]);
    const head = city.officials.find(({ role }) => role === 'head');
    expect(directory.pickupGroup(head?.id ?? '')).toEqual([]);
    expect(directory.pickupGroup('nobody')).toEqual([]);
  });

  test('an import is seen after a refresh, and not before', async () => {
    const directory = await loadDirectory(store);
    expect(directory.departments()).toEqual([]);
    await saveDirectory(store, city);
    expect(directory.line('+82310002001')).toBeUndefined();
    await directory.refresh();
    expect(directory.line('+82310002001')).toBeDefined();
    expect(directory.departments()).toHaveLength(3);
    expect(directory.department('tax-1')?.name).toEqual({ ko: '세무1과', en: 'Tax 1' });
  });

  test('a second import writes only what changed', async () => {
    const all = city.departments.length + city.officials.length + city.lines.length;
    expect(await saveDirectory(store, city)).toEqual({ added: all, changed: 0, unchanged: 0 });
    expect(await saveDirectory(store, city)).toEqual({ added: 0, changed: 0, unchanged: all });
    const [first, ...others] = city.departments;
    if (!first) throw new Error('The demo city has no departments.');
    const renamed = { ...city, departments: [{ ...first, bureau: '시장실' }, ...others] };
    expect(await saveDirectory(store, renamed)).toEqual({ added: 0, changed: 1, unchanged: all - 1 });
  });
});
