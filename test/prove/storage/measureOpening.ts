// How soon a store serves again, left in order, by kill -9 or by a power cut, and what its first readers wait for: nothing
// that an earlier question decoded is in memory then.
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { quantile } from '../../support/report.js';
import { timed } from './alternate.js';

const opensPerLook = 11;
const kills = 7;

interface Closable {
  close(): Promise<void>;
}

export interface Openings<Look extends string> {
  /** ms, medians. */
  inOrder: number;
  afterKill: number;
  afterPowerCut: number;
  /** ms, medians of the first question to a store that was just opened. */
  firstLook: Record<Look, number>;
}

type End = 'kill' | 'power cut';

/** @param looks questions to an open store; each is the first one to a store of its own. */
export async function measureOpening<Opened extends Closable, Look extends string>(
  storeFolder: string,
  open: () => Promise<Opened>,
  looks: Record<Look, (store: Opened) => Promise<unknown>>,
): Promise<Openings<Look>> {
  const lockFile = join(storeFolder, 'lock.json');

  /** Leaves the folder as a process does that has no time to say goodbye. */
  async function leave(store: Opened, end: End): Promise<void> {
    const holder = JSON.parse(await readFile(lockFile, 'utf8')) as { started: string | null };
    await store.close();
    const boot = end === 'kill' ? holder.started?.split('/')[0] : 'an earlier start of the machine';
    const { size } = await stat(join(storeFolder, 'data.mdb'));
    await writeFile(lockFile, JSON.stringify({ ...holder, started: `${boot}/1`, bytes: size }));
  }

  async function openAfter(end?: End): Promise<{ store: Opened; took: number }> {
    if (end) await leave(await open(), end);
    const begun = performance.now();
    const store = await open();
    return { store, took: performance.now() - begun };
  }

  const inOrder: number[] = [];
  const names = Object.keys(looks) as Look[];
  const waited = names.map((): number[] => []);
  // In turns, so that whatever else the machine does falls on all alike.
  for (let round = 0; round < opensPerLook; round += 1) {
    for (const [at, name] of names.entries()) {
      const { store, took } = await openAfter();
      inOrder.push(took);
      waited[at]?.push(await timed(() => looks[name](store)));
      await store.close();
    }
  }
  async function measureAfter(end: End, rounds: number): Promise<number> {
    const opens: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const { store, took } = await openAfter(end);
      opens.push(took);
      await store.close();
    }
    return quantile(opens, 0.5);
  }
  return {
    inOrder: quantile(inOrder, 0.5),
    afterKill: await measureAfter('kill', kills),
    afterPowerCut: await measureAfter('power cut', 1),
    firstLook: Object.fromEntries(names.map((name, at) => [name, quantile(waited[at] ?? [], 0.5)])) as Record<
      Look,
      number
    >,
  };
}
