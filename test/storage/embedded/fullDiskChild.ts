// A process that writes until its files may not grow any further, then says what it was told and what it can still read.
// Argument: data folder. Started by fullDisk.test.ts under a file size limit.
import { openStore } from '../../../server/storage/openStore.js';
import { StorageError } from '../../../server/storage/port.js';
import { makeNote, notes } from '../samples.js';

process.on('unhandledRejection', (reason) => {
  console.log(JSON.stringify({ unhandled: String(reason) }));
});

const [dataDir = ''] = process.argv.slice(2);
const store = await openStore({ dataDir, collections: [notes] });
const collection = store.collection(notes);
const acknowledged: string[] = [];
let refusal: StorageError | undefined;
for (let round = 0; !refusal; round += 1) {
  const ids = Array.from({ length: 8 }, (_, n) => `${round}-${n}`);
  const results = await Promise.allSettled(
    ids.map((id) => collection.insert(makeNote(id, { raw: [['Body', 'x'.repeat(5_000)]] }))),
  );
  results.forEach((result, n) => {
    if (result.status === 'fulfilled' && result.value.ok) acknowledged.push(ids[n] ?? '');
    else if (result.status === 'rejected' && result.reason instanceof StorageError) refusal = result.reason;
  });
}
const readable = (await collection.getMany(acknowledged)).length;
console.log(JSON.stringify({ code: refusal.code, message: refusal.message, acknowledged, readable }));
await store.close();
