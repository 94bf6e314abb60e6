// A process of its own that writes to a store until it is killed, and says on stdout what was acknowledged.
// Arguments: data folder, number of writers. Built and started by writingProcess.ts.
import { openStore } from '../../../server/storage/openStore.js';
import { makeNote, notes } from '../samples.js';

const [dataDir = '', writers = '1'] = process.argv.slice(2);
const store = await openStore({ dataDir, collections: [notes] });
const collection = store.collection(notes);
process.stdout.write('open\n');

async function write(writer: number): Promise<void> {
  for (let count = 0; ; count += 1) {
    const id = `${process.pid}-${writer}-${count}`;
    const outcome = await collection.insert(makeNote(id, { raw: [['Body', 'x'.repeat(3_000)]] }));
    if (outcome.ok) process.stdout.write(`${id}\n`);
  }
}
await Promise.all(Array.from({ length: Number(writers) }, (_, writer) => write(writer)));
