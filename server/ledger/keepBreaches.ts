// Writes breaches as they begin; those that come while the database is away are written when it is back.
import type { Logger } from '../base/logger.js';
import type { Collection } from '../storage/port.js';
import type { Breach } from './breach.js';

export interface BreachKeeper {
  /** Unique on call and clause: another process, or this one before a restart, may have told it already. */
  keep(breach: Breach): Promise<void>;
  /** The database takes writes again. */
  retry(): Promise<void>;
}

/** Breaches of a long outage in a large city; each can be derived from its call's events should it be dropped. */
const mostUnkept = 10_000;

/** @param isRefuted whether the database knows better: news of the call that this process had not heard of. */
export function createBreachKeeper(
  history: Pick<Collection<Breach>, 'insert'>,
  isRefuted: (breach: Breach) => Promise<boolean>,
  logger: Logger,
): BreachKeeper {
  const unkept = new Map<string, Breach>();

  async function keep(breach: Breach): Promise<void> {
    try {
      const outcome = (await isRefuted(breach)) ? undefined : await history.insert(breach);
      unkept.delete(breach.id);
      if (outcome && !outcome.ok && outcome.code !== 'duplicate')
        logger.error({ breach, outcome }, 'a breach was refused');
    } catch (error) {
      if (unkept.size < mostUnkept) unkept.set(breach.id, breach);
      logger.warn({ err: error, callSid: breach.callId, clause: breach.clause }, 'a breach could not be kept yet');
    }
  }

  return {
    keep,
    async retry() {
      await Promise.all([...unkept.values()].map(keep));
    },
  };
}
