// The same questions to MongoDB's own driver, without mongoose, schemas or the port: what of a figure is the database's.
import { mongo } from 'mongoose';
import { callNumber } from './storedCalls.js';

interface Row extends Record<string, unknown> {
  _id: string;
  revision: number;
}

const roundMs = 700;
const perInsert = 1_000;
/** The next is made ready while the database takes the last. */
const insertsAtOnce = 3;
// What the store asks of a server that stands alone, as this one does.
const durable = { writeConcern: { w: 1, journal: true } } as const;

export interface DriverAlone {
  /** Puts the first `count` calls there as the store would, but acknowledged before they are on the disk. */
  fill(count: number): Promise<void>;
  /** Guarded replaces of as many documents in one bulk. @returns events per second. */
  writeEvents(atOnce: number, idOf: (index: number) => string): Promise<number>;
  newest(count: number): Promise<number>;
  getEach(ids: readonly string[]): Promise<number>;
  close(): Promise<void>;
}

export async function openDriverAlone(uri: string, collection: string): Promise<DriverAlone> {
  const client = await new mongo.MongoClient(uri).connect();
  const rows = client.db().collection<Row>(collection);
  return {
    async fill(count) {
      async function fillEvery(first: number): Promise<void> {
        for (let at = first; at < count; at += perInsert * insertsAtOnce) {
          const documents = Array.from({ length: Math.min(perInsert, count - at) }, (_, index) => {
            const { id, ...rest } = callNumber(at + index);
            return { ...rest, _id: id, revision: 1, changedAt: new Date() };
          });
          await rows.insertMany(documents, { ordered: false, writeConcern: { w: 1 } });
        }
      }
      await Promise.all(Array.from({ length: insertsAtOnce }, (_, turn) => fillEvery(turn * perInsert)));
    },
    async writeEvents(atOnce, idOf) {
      const begun = performance.now();
      let written = 0;
      for (let at = 0; performance.now() - begun < roundMs; at += atOnce) {
        const ids = Array.from({ length: atOnce }, (_, index) => idOf(at + index));
        const found = await rows.find({ _id: { $in: ids } }).toArray();
        const replaces = found.map(({ _id, revision, ...rest }) => ({
          replaceOne: { filter: { _id, revision }, replacement: { ...rest, revision: revision + 1 } },
        }));
        const { modifiedCount } = await rows.bulkWrite(replaces, { ordered: false, ...durable });
        if (modifiedCount !== atOnce) throw new Error(`${modifiedCount} of ${atOnce} events were written.`);
        written += modifiedCount;
      }
      return (written * 1000) / (performance.now() - begun);
    },
    newest: async (count) => (await rows.find().sort({ startedAt: -1, _id: -1 }).limit(count).toArray()).length,
    async getEach(ids) {
      let found = 0;
      for (const id of ids) found += (await rows.findOne({ _id: id })) ? 1 : 0;
      return found;
    },
    close: () => client.close(),
  };
}
