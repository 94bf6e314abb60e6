// What a machine asks: is the process alive, does its database answer, and its figures.
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
  clock: Clock;
  registry: Registry;
  metricsToken: string | undefined;
}

const digest = (text: string) => createHash('sha256').update(text).digest();

async function answersInTime(store: Pick<Store, 'check'>, clock: Clock): Promise<boolean> {
  let cancel = () => {};
  const late = new Promise<false>((resolve) => {
    cancel = clock.at(clock.now() + checkLimitMs, () => resolve(false));
  });
  const answer = store.check().then(
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

export function healthRoutes({ store, clock, registry, metricsToken }: HealthParts): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  router.get('/readyz', async (_request, response) => {
    const ready = await answersInTime(store, clock);
    response.status(ready ? 200 : 503).json({ status: ready ? 'ok' : 'unavailable', store: store.kind });
  });
  router.get('/metrics', requireToken(metricsToken), async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });
  return router;
}
