// Sixty-four writers beside one, in a process like the product's own: a test runner's modules are slower than plain ones,
// which only the many would feel. Arguments: data folder, MongoDB's address or nothing. Prints what `alternate` found.
import { collections } from '../../../server/collections.js';
import { calls } from '../../../server/ledger/callRecord.js';
import { openStore } from '../../../server/storage/openStore.js';
import { alternate } from './alternate.js';
import { callId, storeCalls } from './storedCalls.js';
import { writeEvents } from './writeEvents.js';

const stored = 1_024;
const rounds = 11;

const [dataDir = '', mongodbUri = '', writers = '64'] = process.argv.slice(2);
const store = await openStore({ dataDir, mongodbUri, collections });
await storeCalls(store, stored);
const collection = store.collection(calls);
const idOf = (index: number) => callId(index % stored);
const paired = await alternate(
  rounds,
  () => writeEvents(collection, 1, idOf),
  () => writeEvents(collection, Number(writers), idOf),
);
console.log(JSON.stringify(paired));
await store.close();
