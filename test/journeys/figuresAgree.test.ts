// One truth in four places: the API, the socket, a recount from stored events, and the same after a restart; and all of
// them against what truly happened in the simulated city.
import { afterEach, describe, expect, test } from '@jest/globals';
import type { CallOutcome } from '../../scripts/simulate/callOutcome.js';
import { collections } from '../../server/collections.js';
import type { MetricsView } from '../../server/contract/metricsView.js';
import type { CallRecord } from '../../server/ledger/callRecord.js';
import { nextLocalMidnight } from '../../server/metrics/localDay.js';
import type { Store } from '../../server/storage/port.js';
import { openBoard } from '../support/boardClient.js';
import { clockFrom, fillDirectory, simulateCalls } from '../support/simulatedCity.js';
import { recounted, storedCalls } from '../support/storedTruth.js';
import { type OpenedLane, storeLanes } from '../support/storeLanes.js';
import { startTestServer, type TestServer } from '../support/testServer.js';

const callCount = Number(process.env['PROVE_CALLS'] ?? 120);
// Tomorrow in Seoul: calls begin at ten, the server's clock stands at two in the afternoon. No earlier day, since the
// database's own clock would let sessions of the past expire.
const tomorrow = nextLocalMidnight(Date.now(), 'Asia/Seoul');
const [morning, afternoon] = [tomorrow + 10 * 3_600_000, tomorrow + 14 * 3_600_000];
const timeLimit = 60_000 + callCount * 200;

async function liveMetrics(server: TestServer, query = ''): Promise<MetricsView> {
  return (await server.get(`/api/metrics/live${query}`)).body as MetricsView;
}

/** Every place says the same, to the digit. */
async function expectAgreement(server: TestServer, store: Store): Promise<MetricsView> {
  const metrics = await liveMetrics(server);
  const board = openBoard(server.base, { cookie: await server.signIn() });
  const { snapshots } = await board.until((state) => state.snapshots.length > 0);
  board.close();
  expect(snapshots[0]?.metrics).toEqual(metrics);
  const records = await storedCalls(store);
  const day = recounted(records, metrics);
  expect(metrics.day).toMatchObject({ ...day.figures(), hours: day.hours() });
  for (const { id, figures } of metrics.departments) expect(figures).toEqual(day.figures(id));
  const [first] = metrics.departments;
  const own = await liveMetrics(server, `?department=${first?.id}`);
  expect(own.day).toMatchObject({ ...day.figures(first?.id) });
  return metrics;
}

/** No word of a verdict contradicts what truly happened, though stamps had whole seconds. */
function contradictions(records: readonly CallRecord[], outcomes: readonly CallOutcome[]): string[] {
  const bySid = new Map(records.map((record) => [record.id, record]));
  return outcomes.flatMap(({ sid, ringMs, talkMs, end }) => {
    const record = bySid.get(sid);
    if (!record) return [`${sid}: not stored`];
    const { ring, talk } = record.judgement.verdict;
    const wrong = [];
    if (ringMs !== null && ring.result === 'pass' && ringMs >= 6_000) wrong.push(`ring ${ringMs} passed`);
    if (ringMs !== null && ring.result === 'fail' && ringMs < 6_000) wrong.push(`ring ${ringMs} failed`);
    if (talkMs !== null && talk.result === 'pass' && talkMs > 180_000) wrong.push(`talk ${talkMs} passed`);
    if (talkMs !== null && talk.result === 'fail' && talkMs <= 180_000) wrong.push(`talk ${talkMs} failed`);
    const isAnswered = record.call.disposition === 'answered';
    if (isAnswered !== (end === 'answered')) wrong.push(`${end} became ${record.call.disposition}`);
    return wrong.map((word) => `${sid}: ${word}`);
  });
}

describe.each(storeLanes())('$title a simulated city', (lane) => {
  let opened: OpenedLane | undefined;
  let server: TestServer | undefined;
  afterEach(async () => {
    await server?.stop();
    await opened?.dispose();
  });

  test(
    `has the same figures on the API, the socket, in a recount and after a restart: ${callCount} calls`,
    async () => {
      opened = await lane.open(collections);
      await fillDirectory(opened.store);
      server = await startTestServer({ store: opened.store, clock: clockFrom(afternoon) });
      const watching = openBoard(server.base, { cookie: await server.signIn() });
      const { outcomes, totals } = await simulateCalls({
        target: server.base,
        seed: 'agree',
        calls: callCount,
        startAt: morning,
      });
      expect(totals).toMatchObject({ calls: callCount, failures: 0 });

      const before = await expectAgreement(server, opened.store);
      await watching.until(({ metrics }) => JSON.stringify(metrics) === JSON.stringify(before));
      watching.close();
      const { dispositions } = before.day;
      expect(Object.values(dispositions).reduce((sum, count) => sum + count, 0)).toBe(callCount);
      expect(before.now).toMatchObject({ ringing: 0, talking: 0 });
      expect(contradictions(await storedCalls(opened.store), outcomes)).toEqual([]);

      await server.stop();
      const store = await opened.reopen();
      server = await startTestServer({ store, clock: clockFrom(afternoon) });
      expect(await expectAgreement(server, store)).toEqual(before);
    },
    timeLimit,
  );

  test(
    'agrees with itself although events came late, twice, out of order or never',
    async () => {
      opened = await lane.open(collections);
      await fillDirectory(opened.store);
      server = await startTestServer({ store: opened.store, clock: clockFrom(afternoon) });
      const disturbance = { lose: 0.05, duplicate: 0.1, reorder: 0.2, late: 0.05 };
      const { outcomes } = await simulateCalls({
        target: server.base,
        seed: 'storm',
        calls: Math.ceil(callCount / 4),
        startAt: morning,
        disturbance,
      });
      const metrics = await expectAgreement(server, opened.store);
      expect(metrics.day.offered).toBeGreaterThan(0);
      const verdicts = contradictions(await storedCalls(opened.store), outcomes).filter((word) =>
        /passed|failed$/.test(word),
      );
      expect(verdicts).toEqual([]);
    },
    timeLimit,
  );
});
