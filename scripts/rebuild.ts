// `npm run rebuild -- [--dry-run]`: every call derived again from its events, by its own rule; only what differs is written.
// Exit code 0: all is well; 1: a mistake, or calls that could not be derived; 2: a dry run found something to write.
import { collections } from '../server/collections.js';
import { readDataSettings } from '../server/config.js';
import { calls } from '../server/ledger/callRecord.js';
import { createLedger } from '../server/ledger/ledger.js';
import { type RebuildReport, rebuildCalls } from '../server/ledger/rebuildCalls.js';
import { openExisting } from '../server/storage/moving/openExisting.js';
import { type ProgramParts, runProgram } from './moving/runProgram.js';

const namedAtMost = 5;

function nameSome(ids: readonly string[]): string {
  if (ids.length === 0) return '';
  return ` (${ids.slice(0, namedAtMost).join(', ')}${ids.length > namedAtMost ? ', ...' : ''})`;
}

function describe({ calls: all, changed, merged, pointers }: RebuildReport, dryRun: boolean): string {
  const would = dryRun ? 'would be ' : '';
  return [
    `${all.toLocaleString('en')} calls read`,
    `${changed.length.toLocaleString('en')} ${would}rewritten${nameSome(changed)}`,
    `${merged.length} legs ${would}joined to their calls${nameSome(merged)}`,
    `${pointers} pointers ${would}added`,
  ].join(', ');
}

async function rebuild({ dryRun, bar }: ProgramParts): Promise<number> {
  const { mongodbUri, dataDir, rule } = readDataSettings(process.env);
  const store = await openExisting({ mongodbUri, dataDir, collections, upkeep: !dryRun });
  try {
    bar.begin('Rebuilding calls', await store.collection(calls).size());
    const onProgress = (count: number) => bar.advance(count);
    const report = await rebuildCalls({ store, ledger: createLedger({ store, rule }), dryRun, onProgress });
    bar.end();
    for (const { id, reason } of report.failures) console.error(`Call ${id} could not be rebuilt: ${reason}.`);
    console.log(`${describe(report, dryRun)}.${dryRun ? ' Nothing was written.' : ''}`);
    if (report.failures.length > 0) return 1;
    const { changed, merged, pointers } = report;
    return dryRun && changed.length + merged.length + pointers > 0 ? 2 : 0;
  } finally {
    await store.close();
  }
}

await runProgram({ usage: 'npm run rebuild -- [--dry-run]', file: 'none', run: rebuild });
