// Readiness has a time limit: a database that hangs is one that does not answer. While events can wait it stays ready.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import { Registry } from 'prom-client';
import { healthRoutes } from '../../../server/http/health.js';
import { manualClock } from '../../support/manualClock.js';

let stop = () => {};
afterEach(() => stop());

describe('readiness', () => {
  test('a database that hangs is not ready after two seconds, and is asked afresh next time', async () => {
    const clock = manualClock(0);
    let asked = () => {};
    let check = () =>
      new Promise<void>(() => {
        asked();
      });
    const store = { kind: 'mongodb' as const, check: () => check() };
    let canWait = false;
    const spool = {
      waiting: () => 3,
      check: async () => {
        if (!canWait) throw new Error('no disk');
      },
    };
    const changesAgeMs = () => 250;
    const routes = healthRoutes({
      store,
      spool,
      changesAgeMs,
      clock,
      registry: new Registry(),
      metricsToken: undefined,
    });
    const server = createServer(express().use(routes));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stop = () => void server.close();
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/readyz`;

    const isAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const hanging = fetch(url);
    await isAsked;
    clock.advance(2_000);
    expect((await hanging).status).toBe(503);

    check = () => Promise.reject(new Error('no database'));
    canWait = true;
    const spooling = await fetch(url);
    expect([spooling.status, await spooling.json()]).toEqual([
      200,
      { status: 'spooling', store: 'mongodb', spooled: 3, changesAgeMs: 250 },
    ]);

    check = async () => {};
    canWait = false;
    const ready = await fetch(url);
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { status: 'ok', store: 'mongodb', spooled: 3, changesAgeMs: 250 },
    ]);
  });
});
