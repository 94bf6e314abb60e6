// What the spool promises of its files: fsync before the word, order, bounds, and nothing dropped in silence.
import { appendFile, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { encodeLine } from '../../../server/spool/spoolLine.js';
import { awkwardDisk, callEvents, openTestSpool, spoolFolder } from './spoolFixture.js';

const spoolFiles = async (folder: string) =>
  (await readdir(join(folder, '1'))).filter((name) => name.endsWith('.spool')).sort();

const keys = (entries: readonly { value: { key: string } }[]) => entries.map(({ value }) => value.key);

describe('a spooled event', () => {
  test('is acknowledged only after its fsync, and those that come meanwhile share the next one', async () => {
    const disk = awkwardDisk();
    const { spool } = await openTestSpool(await spoolFolder(), { openFile: disk.openFile });
    disk.holds = true;
    const asked = disk.asked();
    const [first, ...others] = callEvents(1);
    if (!first) throw new Error('a call has events');
    const acknowledged: string[] = [];
    const note = (key: string) => () => void acknowledged.push(key);
    const appends = [spool.append(first).then(note(first.key))];
    await asked;
    appends.push(...others.map((event) => spool.append(event).then(note(event.key))));
    expect([acknowledged, disk.syncs]).toEqual([[], 0]);
    disk.letGo();
    await Promise.all(appends);
    expect(acknowledged).toEqual(callEvents(1).map(({ key }) => key));
    expect(disk.syncs).toBe(2);
  });

  test('is found by the next start, in order, until it is committed', async () => {
    const folder = await spoolFolder();
    const events = [...callEvents(1), ...callEvents(2)];
    const first = await openTestSpool(folder);
    const entries = [];
    for (const event of events) entries.push(await first.spool.append(event));
    await first.spool.close();

    const second = await openTestSpool(folder);
    expect(second.found.map(({ value }) => value)).toEqual(events);
    for (const entry of second.found.slice(0, -1)) second.spool.release(entry);
    expect(await spoolFiles(folder)).toHaveLength(1);
    for (const entry of second.found.slice(-1)) second.spool.release(entry);
    expect(second.spool.figures().bytes).toBe(0);
    await second.spool.close();
    expect(await spoolFiles(folder)).toEqual([]);
    expect((await openTestSpool(folder)).found).toEqual([]);
  });

  test('is refused when the spool is full, and taken again when there is room', async () => {
    const [event] = callEvents(1);
    if (!event) throw new Error('a call has events');
    const mostBytes = Buffer.byteLength(encodeLine(event)) * 2 + 10;
    const { spool } = await openTestSpool(await spoolFolder(), { mostBytes });
    const entries = await Promise.all([spool.append(event), spool.append(event)]);
    await expect(spool.append(event)).rejects.toMatchObject({ code: 'full' });
    await expect(spool.check()).rejects.toMatchObject({ code: 'full' });
    for (const entry of entries) spool.release(entry);
    await spool.append(event);
    expect(spool.figures()).toMatchObject({ appended: 3, refused: 1 });
  });

  test('is refused while the disk fails, never acknowledged by a file whose fsync failed, and taken when it works', async () => {
    const disk = awkwardDisk();
    const folder = await spoolFolder();
    const { spool } = await openTestSpool(folder, { openFile: disk.openFile });
    const [kept, refused, taken] = callEvents(1);
    if (!kept || !refused || !taken) throw new Error('a call has events');
    await spool.append(kept);
    disk.isBroken = true;
    await expect(spool.append(refused)).rejects.toMatchObject({ code: 'failed' });
    await expect(spool.check()).rejects.toMatchObject({ code: 'failed' });
    disk.isBroken = false;
    await spool.check();
    await spool.append(taken);
    await spool.close();
    expect(await spoolFiles(folder)).toEqual(['00000001.spool', '00000002.spool']);
    expect(keys((await openTestSpool(folder)).found)).toEqual([kept.key, taken.key]);
  });

  test('that can never be committed is kept aside and no longer waits', async () => {
    const folder = await spoolFolder();
    const { spool } = await openTestSpool(folder);
    const [event] = callEvents(1);
    if (!event) throw new Error('a call has events');
    await spool.setAside(await spool.append(event));
    await spool.close();
    expect(await readFile(join(folder, '1', 'refused.lines'), 'utf8')).toBe(encodeLine(event));
    expect((await openTestSpool(folder)).found).toEqual([]);
  });
});

describe('after a power cut', () => {
  async function leave(events = callEvents(1)): Promise<{ folder: string; path: string; lines: string[] }> {
    const folder = await spoolFolder();
    const { spool } = await openTestSpool(folder);
    for (const event of events) await spool.append(event);
    await spool.close();
    return { folder, path: join(folder, '1', '00000001.spool'), lines: events.map(encodeLine) };
  }

  test('a last line torn at any byte is cut off, and every line before it is there', async () => {
    const { folder, path, lines } = await leave(callEvents(1).slice(0, 3));
    const whole = lines.join('');
    const last = lines.at(-1) ?? '';
    for (const missing of [1, 2, 9, 40, last.length - 1]) {
      await writeFile(path, whole);
      await truncate(path, whole.length - missing);
      const { spool, found } = await openTestSpool(folder);
      expect(found.map(({ value }) => encodeLine(value))).toEqual(lines.slice(0, -1));
      expect(spool.figures().aside).toBe(0);
      await spool.close();
    }
  });

  test('a damaged line in the middle is kept aside and counted, and those around it are drained', async () => {
    const { folder, path, lines } = await leave();
    const damaged = `${(lines[2] ?? '').slice(0, 30)}\0\0\0${(lines[2] ?? '').slice(33)}`;
    await writeFile(path, [...lines.slice(0, 2), damaged, ...lines.slice(3)].join(''));
    const { spool, found } = await openTestSpool(folder);
    expect(found.map(({ value }) => encodeLine(value))).toEqual(lines.filter((_, index) => index !== 2));
    expect(spool.figures().aside).toBe(1);
    expect(await readFile(join(folder, '1', 'damaged.lines'), 'latin1')).toBe(damaged);
  });

  test('what is no event at all is kept aside too, however sound its line', async () => {
    const { folder, path, lines } = await leave();
    await appendFile(path, encodeLine({ kind: 'letter' }));
    const { spool, found } = await openTestSpool(folder);
    expect(found).toHaveLength(lines.length);
    expect(spool.figures().aside).toBe(1);
  });

  test('a file with nothing but a torn line disappears', async () => {
    const { folder, path } = await leave();
    await writeFile(path, 'cut');
    const { spool, found } = await openTestSpool(folder);
    await spool.close();
    expect(found).toEqual([]);
    expect(await spoolFiles(folder)).toEqual([]);
  });
});
