// How soon a store serves again, left in order, by kill -9 or by a power cut.
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { quantile } from '../../support/report.js';

const rounds = 7;

interface Closable {
  close(): Promise<void>;
}

/** ms, medians. */
export interface Openings {
  inOrder: number;
  afterKill: number;
  afterPowerCut: number;
}

export async function measureOpening(storeFolder: string, open: () => Promise<Closable>): Promise<Openings> {
  const lockFile = join(storeFolder, 'lock.json');

  /** Leaves the folder as a process does that has no time to say goodbye. */
  async function leave(end: 'kill' | 'power cut'): Promise<void> {
    const store = await open();
    const holder = JSON.parse(await readFile(lockFile, 'utf8')) as { started: string | null };
    await store.close();
    const boot = end === 'kill' ? holder.started?.split('/')[0] : 'an earlier start of the machine';
    const { size } = await stat(join(storeFolder, 'data.mdb'));
    await writeFile(lockFile, JSON.stringify({ ...holder, started: `${boot}/1`, bytes: size }));
  }

  async function measure(times: number, before: () => Promise<void>): Promise<number> {
    const opens: number[] = [];
    for (let round = 0; round < times; round += 1) {
      await before();
      const begun = performance.now();
      const store = await open();
      opens.push(performance.now() - begun);
      await store.close();
    }
    return quantile(opens, 0.5);
  }

  return {
    inOrder: await measure(rounds, async () => {}),
    afterKill: await measure(rounds, () => leave('kill')),
    // It takes seconds, by intention.
    afterPowerCut: await measure(1, () => leave('power cut')),
  };
}
