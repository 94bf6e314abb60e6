// A process of its own that writes calls until it is killed, and says on stdout what was acknowledged.
// Arguments: data folder, MongoDB's address or nothing, writers, number of the first call.
import { collections } from '../../../server/collections.js';
import { openStore } from '../../../server/storage/openStore.js';
import { writeCalls } from './writeCalls.js';

const [dataDir = '', mongodbUri = '', writers = '1', first = '0'] = process.argv.slice(2);
const store = await openStore({ dataDir, mongodbUri, collections });
const refused = await writeCalls({
  store,
  writers: Number(writers),
  first: Number(first),
  // Writes to a pipe are done when they return: nothing acknowledged is left in this process when it dies.
  onAcknowledged: (event) => process.stdout.write(`${JSON.stringify(event)}\n`),
  isOver: () => false,
});
throw new Error('Writing ended by itself.', { cause: refused[0]?.reason });
