// A process of its own that records changes and makes them until it is killed; one of them stops for ever in between.
// Arguments: data folder, MongoDB's address or nothing, round, changes before the one that is never made.

import { auditEntries } from '../../../server/audit/auditEntry.js';
import { createAuditTrail } from '../../../server/audit/trail.js';
import { systemClock } from '../../../server/base/clock.js';
import { openStore } from '../../../server/storage/openStore.js';
import { changeOf, collections, key, note, person, things } from '../../unit/audit/auditFixture.js';

const [dataDir = '', mongodbUri = '', round = '0', before = '1'] = process.argv.slice(2);
const store = await openStore({ dataDir, mongodbUri, collections });
const entries = store.collection(auditEntries);
const collection = store.collection(things);
const audit = createAuditTrail({ entries, key, clock: systemClock, isAlone: mongodbUri === '' });
// Writes to a pipe are done when they return: nothing told is left in this process when it dies.
const tell = (told: object) => process.stdout.write(`${JSON.stringify(told)}\n`);
let begun = 0;

/** Two writers share each document, so some changes are refused. */
async function write(writer: number): Promise<void> {
  const trail = audit.by(person(`w${writer}`));
  for (let turn = 0; ; turn += 1) {
    const id = `d${(writer + turn) % 4}`;
    const revision = (await collection.get(id))?.revision ?? 0;
    const word = `${round}/${writer}/${turn}`;
    begun += 1;
    const isLast = begun === Number(before);
    const change = { ...changeOf(id, revision + 1, revision === 0 ? 'create' : 'change'), after: { word } };
    const outcome = await trail.change(change, async () => {
      if (isLast) tell({ between: word });
      if (isLast) await new Promise(() => undefined);
      const document = { id, revision, word };
      return revision === 0 ? collection.insert(document) : collection.replace(document, revision);
    });
    if (outcome.ok) tell({ done: word });
    // Reading among changing: the chain holds both.
    await trail.record(note());
  }
}

await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(write));
