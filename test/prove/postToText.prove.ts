// From Twilio's POST to the text in a browser: 20 calls a second, 20 boards open (one real browser, 19 sockets).
// The n-th call to be counted is matched with the moment at which the page first showed n.
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { simpleCallPlan } from '../../scripts/simulate/callPlan.js';
import { createStandIn } from '../../scripts/simulate/createStandIn.js';
import { createScaledClock } from '../../scripts/simulate/simulationClock.js';
import { collections } from '../../server/collections.js';
import { openStore } from '../../server/storage/openStore.js';
import { openBoard } from '../support/boardClient.js';
import { openBrowser } from '../support/browser.js';
import { signInAt, startBuiltServer } from '../support/builtServer.js';
import { quantile, report } from '../support/report.js';
import { fillDirectory } from '../support/simulatedCity.js';
import { admin, publicBaseUrl, twilioAccount } from '../support/testServer.js';

/** Runs in the page: notes when each count of answered calls was first shown. */
const noteCounts = `{
  const seen = (globalThis.seen = []);
  const note = () => {
    const value = Number(document.querySelector('[data-testid="answered"]')?.getAttribute('data-value'));
    if (value > (seen.at(-1)?.[0] ?? 0)) seen.push([value, Date.now()]);
  };
  new MutationObserver(note).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
}`;

const callsPerSecond = 20;
const seconds = Number(process.env['BENCH_SECONDS'] ?? 60);
const boards = 20;

test(
  'a POST reaches the text of every board within half a second',
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'samsamsam-bench-'));
    const store = await openStore({ dataDir, collections });
    await fillDirectory(store);
    await store.close();
    const server = await startBuiltServer({ DATA_DIR: dataDir });
    const browser = await openBrowser();
    const sockets = [];
    try {
      const cookie = await signInAt(server.base);
      for (let index = 1; index < boards; index += 1) sockets.push(openBoard(server.base, { cookie }));
      await Promise.all(sockets.map((socket) => socket.until(({ snapshots }) => snapshots.length > 0)));

      const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'ko-KR' });
      await context.request.post(`${server.base}/api/session`, { data: admin });
      const page = await context.newPage();
      await page.goto(`${server.base}/?page=day`);
      await page.locator('[data-testid="connection"][data-state="live"]').waitFor();
      await page.evaluate(noteCounts);

      // The first request after a talk settles the call: the Dial's action, or the citizen's own end.
      const settled = new Map<string, number>();
      const settling: number[] = [];
      const timedFetch: typeof fetch = (url, init) => {
        const form = new URLSearchParams(String(init?.body ?? ''));
        const sid = form.get('CallSid') ?? '';
        const isEnd =
          String(url).includes('/voice/dial-action') ||
          (!form.has('ParentCallSid') && form.get('CallStatus') === 'completed');
        if (isEnd && !settled.has(sid)) {
          settled.set(sid, Date.now());
          settling.push(Date.now());
        }
        return fetch(url, init);
      };
      const standIn = createStandIn({
        target: server.base,
        publicBaseUrl,
        accountSid: twilioAccount.sid,
        authToken: twilioAccount.token,
        seed: 'bench',
        clock: createScaledClock(1),
        fetch: timedFetch,
        concurrency: 200,
      });
      const started = Date.now();
      const running: Promise<unknown>[] = [];
      for (let index = 0; index < callsPerSecond * seconds; index += 1) {
        const due = started + (index * 1000) / callsPerSecond;
        if (due > Date.now()) await new Promise((resolve) => setTimeout(resolve, due - Date.now()));
        const plan = simpleCallPlan({
          // Legs get their own last digits, so calls must differ before them.
          sid: `CA${(index + 1).toString(16).padStart(8, '0')}${'0'.repeat(24)}`,
          from: '+821000000001',
          to: `+8231000${2001 + (index % 700)}`,
          // Short talks, so that as many calls end each second as begin.
          ringMs: 1_000 + (index % 9) * 900,
          talkMs: 3_000 + (index % 7) * 1_000,
        });
        running.push(standIn.call(plan));
      }
      await Promise.all(running);
      const standing = await fetch(`${server.base}/api/metrics/live`, { headers: { cookie } });
      expect(await standing.json()).toMatchObject({
        day: { answered: callsPerSecond * seconds },
        now: { ringing: 0, talking: 0 },
      });
      await page
        .locator(`[data-testid="answered"][data-value="${callsPerSecond * seconds}"]`)
        .waitFor({ timeout: 10_000 });
      const seen = (await page.evaluate('globalThis.seen')) as [number, number][];
      const byCount = settling.map(
        (at, index) => (seen.find(([count]) => count > index)?.[1] ?? Number.POSITIVE_INFINITY) - at,
      );
      standIn.stop();

      const holes = sockets.filter(({ state }) =>
        state.seqs.some((seq, index) => index > 0 && seq !== (state.seqs[index - 1] ?? 0) + 1),
      );
      const [median, p95, worst] = [quantile(byCount, 0.5), quantile(byCount, 0.95), Math.max(...byCount)];
      const machine = `${cpus().length} x ${cpus()[0]?.model.trim()}, Node ${process.version}, simulator and browser on the same machine`;
      report(
        'POST to the browser’s text',
        `median ${median} ms, 95 % under ${p95} ms, worst ${worst} ms, over ${byCount.length} calls at ${callsPerSecond} a second with ${boards} boards (${machine})`,
      );
      expect(standIn.totals).toMatchObject({ failures: 0 });
      expect(holes).toHaveLength(0);
      expect(p95).toBeLessThan(500);
    } finally {
      for (const socket of sockets) socket.close();
      await browser.close();
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
  240_000 + seconds * 1000,
);
