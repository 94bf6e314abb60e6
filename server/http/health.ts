// What a machine asks: is the process alive, can it keep what it is told, and its figures.
import { createHash, timingSafeEqual } from 'node:crypto';
import { type RequestHandler, Router } from 'express';
import type { Registry } from 'prom-client';
import type { Clock } from '../base/clock.js';
import type { Store } from '../storage/port.js';
import { AppError } from './errors.js';

/** A probe usually waits a second or two longer than this. */
const checkLimitMs = 2_000;

export interface HealthParts {
  store: Pick<Store, 'check' | 'kind'>;
  /** Where events wait while the database is away; `check` resolves when one more could. */
  spool: { waiting(): number; check(): Promise<void> };
  /** ms since this process last heard what others committed. */
  changesAgeMs(): number;
  clock: Clock;
  registry: Registry;
  metricsToken: string | undefined;
}

const digest = (text: string) => createHash('sha256').update(text).digest();

async function answersInTime(asked: { check(): Promise<void> }, clock: Clock): Promise<boolean> {
  let cancel = () => {};
  const late = new Promise<false>((resolve) => {
    cancel = clock.at(clock.now() + checkLimitMs, () => resolve(false));
  });
  const answer = asked.check().then(
    () => true,
    () => false,
  );
  return Promise.race([answer, late]).finally(() => cancel());
}

function requireToken(token: string | undefined): RequestHandler {
  return (request, _response, next) => {
    const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (token !== undefined && !timingSafeEqual(digest(given), digest(token))) {
      throw new AppError('SIGN_IN_REQUIRED', 'This address asks for its token.');
    }
    next();
  };
}

export function healthRoutes({ store, spool, changesAgeMs, clock, registry, metricsToken }: HealthParts): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  router.get('/readyz', async (_request, response) => {
    const [isStoring, isSpooling] = await Promise.all([answersInTime(store, clock), answersInTime(spool, clock)]);
    // Without its database it still answers every citizen and loses nothing: taking it out of service would.
    const status = isStoring ? 'ok' : isSpooling ? 'spooling' : 'unavailable';
    const answer = { status, store: store.kind, spooled: spool.waiting(), changesAgeMs: changesAgeMs() };
    response.status(status === 'unavailable' ? 503 : 200).json(answer);
  });
  router.get('/metrics', requireToken(metricsToken), async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });
  return router;
}
