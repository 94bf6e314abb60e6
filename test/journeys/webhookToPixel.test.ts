// The whole road: a signed POST becomes a moving number in a real browser.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { collections } from '../../server/collections.js';
import { openBrowser } from '../support/browser.js';
import { sid } from '../support/scenarios.js';
import { fillDirectory } from '../support/simulatedCity.js';
import { type OpenedLane, storeLanes } from '../support/storeLanes.js';
import { admin, startTestServer, type TestServer } from '../support/testServer.js';
import { postSigned, stampOf } from '../support/twilioClient.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
});

describe.each(storeLanes())('$title from Twilio’s POST to the pixel', (lane) => {
  let opened: OpenedLane | undefined;
  let server: TestServer | undefined;
  let page: Page | undefined;
  afterEach(async () => {
    await page?.context().close();
    await server?.stop();
    await opened?.dispose();
  });

  const textOf = (testId: string, expected: string) =>
    expect(
      page?.locator(`[data-testid="${testId}"][data-value="${expected}"]`).first().waitFor({ timeout: 10_000 }),
    ).resolves.toBeUndefined();

  test('a citizen’s call rings, is answered, ends and is counted, while a supervisor watches', async () => {
    opened = await lane.open(collections);
    await fillDirectory(opened.store);
    server = await startTestServer({ store: opened.store });
    const { base } = server;
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'ko-KR' });
    page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));

    // Nothing without a session; then the sign-in page, as a person would use it.
    await page.goto(`${base}/?page=now`);
    await page.locator('input[type="email"]').fill(admin.email);
    await page.locator('input[type="password"]').fill(admin.password);
    await page.locator('button[type="submit"]').click();
    await page.locator('[data-testid="connection"][data-state="live"]').waitFor({ timeout: 15_000 });
    await textOf('ringing-count', '0');
    await textOf('talking-count', '0');

    const [root, leg] = [sid(1), sid(2)];
    const citizen = { CallSid: root, From: '+821000000001', To: '+82310002001', Direction: 'inbound' };
    const incoming = await postSigned(base, '/voice/incoming', { ...citizen, CallStatus: 'ringing' });
    const desk = /<Sip [^>]*statusCallback="([^"]+)"[^>]*>(sip:[^<]+)</.exec(incoming.text);
    const statusPath = new URL((desk?.[1] ?? '').replaceAll('&amp;', '&').split('#', 1)[0] ?? '');
    const action = /action="([^"]+)"/.exec(incoming.text)?.[1]?.replaceAll('&amp;', '&').split('#', 1)[0] ?? '';
    const answeredAt = Date.now();
    const say = (status: string, sequence: number, at: number, more = {}) =>
      postSigned(base, statusPath.pathname + statusPath.search, {
        CallSid: leg,
        ParentCallSid: root,
        From: citizen.From,
        To: desk?.[2] ?? '',
        Direction: 'outbound-dial',
        CallStatus: status,
        CallbackSource: 'call-progress-events',
        SequenceNumber: String(sequence),
        Timestamp: stampOf(at),
        ...more,
      });

    expect((await say('initiated', 0, answeredAt - 5_000)).status).toBe(204);
    expect((await say('ringing', 1, answeredAt - 4_000)).status).toBe(204);
    await textOf('ringing-count', '1');
    expect((await say('in-progress', 2, answeredAt)).status).toBe(204);
    await textOf('talking-count', '1');
    await textOf('ringing-count', '0');
    await say('completed', 3, answeredAt + 60_000, { CallDuration: '60', Duration: '1' });
    const actionPath = new URL(action);
    const ended = {
      ...citizen,
      CallStatus: 'completed',
      DialCallStatus: 'completed',
      DialCallSid: leg,
      DialCallDuration: '60',
      DialBridged: 'true',
    };
    expect((await postSigned(base, actionPath.pathname + actionPath.search, ended)).text).toContain('<Hangup/>');
    await postSigned(base, '/voice/status', {
      ...citizen,
      CallStatus: 'completed',
      CallDuration: '60',
      Timestamp: stampOf(answeredAt + 60_000),
      SequenceNumber: '0',
      CallbackSource: 'call-progress-events',
    });
    await textOf('talking-count', '0');
    await page.locator('[data-testid="ring-rate"]').getByText('100.0').waitFor({ timeout: 10_000 });

    await page.goto(`${base}/?page=day&lang=en`);
    await textOf('offered', '1');
    await textOf('answered', '1');
    const call = (await server.get(`/api/calls/${root}`)).body;
    expect(call).toMatchObject({
      sid: root,
      disposition: 'answered',
      ringSeconds: 4,
      talkSeconds: 60,
      verdict: { final: true, ring: { result: 'pass' }, talk: { result: 'pass' } },
    });
    expect(faults).toEqual([]);
  }, 90_000);
});
