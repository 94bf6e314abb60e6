import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { buildDemoCity } from '../../../scripts/demo/demoCity.js';
import type { DirectoryEntries } from '../../../server/directory/directoryEntries.js';
import { directoryRecords } from '../../../server/directory/directoryRecord.js';
import { loadDirectory } from '../../../server/directory/loadDirectory.js';
import { workingWeek } from '../../../server/directory/presence.js';
import { saveDirectory } from '../../../server/directory/saveDirectory.js';
import { type OpenedLane, storeLanes } from '../../support/storeLanes.js';

const whole = buildDemoCity().content;
const cityHours = { timeZone: 'Asia/Seoul', week: workingWeek({ from: '09:00', to: '18:00' }) };
/** Of a Monday. */
const at = (time: string) => Date.parse(`2026-11-23T${time}:00+09:00`);

describe.each(storeLanes())('$title the directory in memory', (lane) => {
  let opened: OpenedLane;
  beforeEach(async () => {
    opened = await lane.open([directoryRecords]);
  });
  afterEach(() => opened.dispose());

  async function loaded(content: DirectoryEntries = whole) {
    await saveDirectory(opened.store, content);
    return loadDirectory(opened.store.collection(directoryRecords), cityHours);
  }

  test('finds a line however its number is written, and no line for a stranger', async () => {
    const directory = await loaded();
    const line = directory.line('+82310002001');
    expect(line).toMatchObject({ departmentId: 'planning', officialId: 'hb-2001', isCallCentre: false });
    expect(line?.targets).toMatchObject([{ address: 'sip:2001@desk.hanbit.example', kind: 'sip' }]);
    expect(directory.line('031-000-2001')).toEqual(line);
    expect(directory.line('+82310002000')).toMatchObject({ isCallCentre: true });
    expect(directory.line('+82310002000')?.targets).toHaveLength(7);
    expect(['+82310009999', 'anonymous', ''].map(directory.line)).toEqual([undefined, undefined, undefined]);
  });

  test('knows whose telephone an address is, as a transfer needs', async () => {
    const directory = await loaded();
    expect(directory.target('sip:2009@desk.hanbit.example:5060')).toMatchObject({ officialId: 'hb-2009' });
    expect(directory.target('sip:2991@desk.hanbit.example')).toMatchObject({ departmentId: 'call-centre' });
    expect(directory.target('sip:nobody@desk.hanbit.example')).toBeUndefined();
  });

  test('colleagues of the same team cover; heads, drivers and the absent official do not', async () => {
    const teamOnly = whole.officials.map((official) => ({ ...official, pickupGroup: '' }));
    for (const officials of [whole.officials, teamOnly]) {
      const directory = await loaded({ ...whole, officials });
      expect(directory.pickupGroup('hb-2002').map(({ officialId }) => officialId)).toEqual([
        'hb-2001',
        'hb-2003',
        'hb-2004',
        'hb-2005',
      ]);
      const head = officials.find(({ role }) => role === 'head');
      expect(directory.pickupGroup(head?.id ?? '')).toEqual([]);
      expect(directory.pickupGroup('nobody')).toEqual([]);
    }
  });

  test('a pickup group reaches across departments, whatever the post', async () => {
    const members = ['hb-2001', 'hb-2100', 'hb-2991'];
    const officials = whole.officials.map((official) =>
      members.includes(official.id) ? { ...official, pickupGroup: '민원 당직' } : official,
    );
    const directory = await loaded({ ...whole, officials });
    expect(directory.pickupGroup('hb-2100').map(({ officialId }) => officialId)).toEqual(['hb-2001', 'hb-2991']);
    expect(directory.pickupGroup('hb-2002').map(({ officialId }) => officialId)).not.toContain('hb-2001');
  });

  test('deputies stand in in their order, without those who have left', async () => {
    const [first, ...others] = whole.officials;
    if (!first) throw new Error('The demo city has no officials.');
    const deputies = ['hb-2300', 'hb-2004', 'hb-2002'];
    await saveDirectory(opened.store, { ...whole, officials: [{ ...first, deputies }, ...others] });
    const directory = await loaded({
      ...whole,
      officials: [{ ...first, deputies }, ...others.filter(({ id }) => id !== 'hb-2004')],
    });
    expect(directory.deputies(first.id).map(({ officialId }) => officialId)).toEqual(['hb-2300', 'hb-2002']);
    expect(directory.official('hb-2004')?.formerSince).not.toBeNull();
    expect(directory.pickupGroup('hb-2002').map(({ officialId }) => officialId)).not.toContain('hb-2004');
    expect(directory.target('sip:2004@desk.hanbit.example')).toMatchObject({ officialId: 'hb-2004' });
    expect(directory.presence('hb-2004', at('10:00'))).toBeUndefined();
  });

  test('tells who is open and who is there', async () => {
    const directory = await loaded();
    expect(['08:45', '10:00', '12:30', '19:00'].map((time) => directory.isOpen('planning', at(time)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(directory.isOpen('call-centre', at('08:45'))).toBe(true);
    expect(directory.isOpen('nowhere', at('10:00'))).toBe(false);
    // Of each team that eats together the last stays; in shifts every second one eats first.
    expect(['hb-2001', 'hb-2005'].map((id) => directory.presence(id, at('12:30')))).toEqual(['lunch', 'present']);
    expect(['hb-2991', 'hb-2992'].map((id) => directory.presence(id, at('11:45')))).toEqual(['lunch', 'present']);
  });

  test('a department that was dissolved keeps its name for its calls, and is closed', async () => {
    await saveDirectory(opened.store, whole);
    const directory = await loaded({
      departments: whole.departments.filter(({ id }) => id !== 'audit'),
      officials: whole.officials.filter(({ departmentId }) => departmentId !== 'audit'),
      lines: whole.lines.filter(({ departmentId }) => departmentId !== 'audit'),
    });
    expect(directory.departments().map(({ id }) => id)).not.toContain('audit');
    expect(directory.department('audit')?.name.ko).toBe('감사담당관');
    expect(directory.isOpen('audit', at('10:00'))).toBe(false);
  });

  test('an import is seen after a refresh, and not before', async () => {
    const directory = await loadDirectory(opened.store.collection(directoryRecords), cityHours);
    expect([directory.departments(), directory.revision(), directory.content().updatedAt]).toEqual([[], 0, null]);
    await saveDirectory(opened.store, whole);
    expect(directory.line('+82310002001')).toBeUndefined();
    await directory.refresh();
    expect(directory.line('+82310002001')).toBeDefined();
    expect(directory.departments()).toHaveLength(39);
    expect(directory.department('tax-1')?.name).toEqual({ ko: '세무1과', en: 'Tax 1' });
  });
});
