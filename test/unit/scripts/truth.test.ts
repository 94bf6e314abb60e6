import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { buildDemoCity } from '../../../scripts/demo/demoCity.js';
import { readDemoSettings } from '../../../scripts/demo/demoSettings.js';
import type { CallOutcome } from '../../../scripts/simulate/callOutcome.js';
import { createStandIn } from '../../../scripts/simulate/createStandIn.js';
import type { Disturbance } from '../../../scripts/simulate/disturbance.js';
import { createVirtualClock } from '../../../scripts/simulate/simulationClock.js';
import { collections } from '../../../server/collections.js';
import { saveDirectory } from '../../../server/directory/saveDirectory.js';
import { type CallRecord, calls } from '../../../server/ledger/callRecord.js';
import { startServer } from '../../../server/startServer.js';
import { openStore } from '../../../server/storage/openStore.js';

/** Plays a morning of the demo city against the whole product, on one clock for both. */
async function playMorning(seed: string, count: number, disturbance: Partial<Disturbance>) {
  const folder = await mkdtemp(join(tmpdir(), 'truth-'));
  const { config, authToken } = readDemoSettings({ DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'fatal' });
  const city = buildDemoCity();
  const store = await openStore({ dataDir: config.dataDir, collections });
  const clock = createVirtualClock(Date.parse('2026-03-02T01:00:00Z'));
  const outcomes: CallOutcome[] = [];
  try {
    await saveDirectory(store, city.content);
    const server = await startServer(config, { clock, store });
    const standIn = createStandIn({
      target: `http://127.0.0.1:${server.port}`,
      publicBaseUrl: config.publicBaseUrl,
      accountSid: config.twilio.accountSid,
      authToken,
      seed,
      clock,
      disturbance,
      onOutcome: (outcome) => outcomes.push(outcome),
    });
    try {
      const totals = await standIn.run({ lines: city.lines, timeZone: config.timeZone, calls: count });
      const found = await store.collection(calls).getMany(outcomes.map(({ sid }) => sid));
      return { totals, outcomes, records: new Map(found.map((record) => [record.id, record])) };
    } finally {
      standIn.stop();
      await server.stop();
    }
  } finally {
    await store.close();
    await rm(folder, { recursive: true });
  }
}

const within = (bounds: { lo: number | null; hi: number | null } | undefined, truth: number | null) =>
  truth === null || (bounds !== undefined && (bounds.lo ?? truth + 1) <= truth && truth <= (bounds.hi ?? -1));

/** What the product recorded, in the words of what truly happened. */
function readRecord(record: CallRecord | undefined, truth: CallOutcome) {
  const call = record?.call;
  const verdict = record?.judgement.verdict;
  const answeredBy = call?.firstAnswer == null ? null : (call.legs[call.firstAnswer]?.to ?? null);
  return {
    settled: call?.settled,
    answered: call?.disposition === 'answered',
    answeredBy,
    hungUpFirst: call?.hungUpFirst,
    transfers: call?.transfers.map(({ fromSid, toSid, outcome }) => ({
      fromSid,
      toSid,
      answered: outcome === 'answered',
    })),
    ringInside: within(verdict?.ring, truth.ringMs),
    talkInside: within(verdict?.talk, truth.talkMs),
    waitMs:
      call?.waitMs === null || truth.waitMs === null
        ? call?.waitMs
        : Math.abs((call?.waitMs ?? 0) - truth.waitMs) <= 1_000,
  };
}

describe.each<[string, Partial<Disturbance>]>([
  ['a quiet network', {}],
  ['callbacks out of order, doubled and late', { reorder: 0.2, duplicate: 0.2, late: 0.1, lateSeconds: 300 }],
])('a simulated morning over %s', (_network, disturbance) => {
  test('is recorded as it truly was: who answered, how long it rang and lasted, who hung up, who was sent on', async () => {
    const { totals, outcomes, records } = await playMorning('truth', 40, disturbance);
    expect(totals).toMatchObject({ calls: 40, failures: 0, warnings: 0, inFlight: 0 });
    for (const truth of outcomes) {
      expect({ sid: truth.sid, ...readRecord(records.get(truth.sid), truth) }).toEqual({
        sid: truth.sid,
        settled: true,
        answered: truth.end === 'answered',
        answeredBy: truth.answeredBy,
        hungUpFirst: truth.hungUpFirst,
        transfers: truth.transfers,
        ringInside: true,
        talkInside: true,
        waitMs: truth.waitMs === null ? null : true,
      });
    }
  }, 60_000);
});
