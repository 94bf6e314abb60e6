// Passwords by argon2id, a few at a time: each check costs 19 MiB and some 50 ms of a core on purpose.
import { hash, verify } from '@node-rs/argon2';

/** OWASP's argon2id minimum of 2023: 19 MiB, 2 passes, 1 lane. The package's default algorithm is argon2id. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Two at once leave the other cores to the calls; 20 waiting are about half a second. */
const atOnce = 2;
const mayWait = 20;

export interface Passwords {
  hash(password: string): Promise<string>;
  /** Takes the same time whether a hash is given or not. Undefined when too many are waiting. */
  check(password: string, stored: string | undefined): Promise<boolean | undefined>;
}

export function createPasswords(): Passwords {
  let running = 0;
  const waiting: (() => void)[] = [];
  // Checked against when the user is unknown, so that the answer takes as long.
  const nobody = hash('nobody has this password', cost);

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      // The place is handed on rather than freed, so that nobody overtakes those who wait.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  }

  return {
    hash: (password) => inTurn(() => hash(password, cost)),
    async check(password, stored) {
      if (waiting.length >= mayWait) return undefined;
      return inTurn(async () => {
        const matches = await verify(stored ?? (await nobody), password);
        return matches && stored !== undefined;
      });
    },
  };
}
