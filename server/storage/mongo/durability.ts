// What an acknowledgement must be asked for, so that it means durable. A replica set is asked for a journaled majority. A server
// that stands alone has no others to wait for, and answers such a request before its own journal is on the disk: killed in
// that moment, it loses what it acknowledged (seen with w: majority, never with w: 1). It is asked for its own journal.
import type { Connection, mongo } from 'mongoose';

export type Durability = () => Promise<mongo.WriteConcernSettings>;

const majorityWithinMs = 6_000;

export const majority = { w: 'majority', journal: true, wtimeoutMS: majorityWithinMs } as const;
const itself = { w: 1, journal: true } as const;

async function ask(connection: Connection): Promise<mongo.WriteConcernSettings> {
  // The old spelling of "hello": server 4.2 knows no other.
  const told = await connection.db?.command({ isMaster: 1 });
  const standsAlone = told !== undefined && told['setName'] === undefined && told['msg'] !== 'isdbgrid';
  return standsAlone ? itself : majority;
}

/** Asked once per connection: a server becomes a member of a replica set only by a restart. */
export function createDurability(connection: Connection): Durability {
  let known: Promise<mongo.WriteConcernSettings> | undefined;
  const forget = () => {
    known = undefined;
  };
  for (const event of ['disconnected', 'reconnected', 'connected', 'close']) connection.on(event, forget);
  return async () => {
    known ??= ask(connection);
    try {
      return await known;
    } catch (error) {
      forget();
      throw error;
    }
  };
}
