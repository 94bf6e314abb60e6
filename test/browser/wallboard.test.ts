// The built wallboard in a real browser against invented boards: what people see, and how it owns up to silence.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.js';
import { busyScene, emptyScene, quietScene, ringingCall, type Scene } from './boardFixture.js';
import { type Fixture, openFixture } from './fixtureServer.js';

const built = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'dist', 'client');
const television = { width: 1920, height: 1080 };

let browser: Browser;
let page: Page;
let fixture: Fixture;
const problems: string[] = [];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});
afterEach(async () => {
  await page.context().close();
  await fixture.close();
  problems.length = 0;
});

async function open(scene: Scene, query = '', options: BrowserContextOptions = {}): Promise<void> {
  fixture = await openFixture(built, scene);
  const context = await browser.newContext({ viewport: television, screen: television, ...options });
  page = await context.newPage();
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(`${fixture.url}/${query}`);
}

/** The figure's value for programs, once it is there. */
async function value(id: string): Promise<string | null> {
  return page.getByTestId(id).first().getAttribute('data-value');
}

async function attributes(id: string, name: string): Promise<(string | null)[]> {
  return Promise.all((await page.getByTestId(id).all()).map((element) => element.getAttribute(name)));
}

function style(id: string, property: 'filter' | 'opacity'): Promise<string> {
  return page.evaluate<string>(`getComputedStyle(document.querySelector('[data-testid="${id}"]')).${property}`);
}

async function seriousViolations(): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id);
}

describe('the wall', () => {
  test('names the calls nobody answers, the longest of them and its department, before anything else', async () => {
    await open(busyScene(Date.now()), '?page=now');
    await page.locator('[data-testid="urgent-count"][data-value="2"]').waitFor();
    expect(await page.getByTestId('urgent-longest').textContent()).toMatch(/^최장 1\d초, 세무과$/);
    expect(await value('talking-count')).toBe('24');
    expect(await value('ringing-count')).toBe('5');
    expect(await attributes('call-row', 'data-sid')).toEqual(['CA01', 'CA02', 'CA03', 'CA05']);
    expect(await page.getByTestId('more').textContent()).toBe('외 1건');
    expect(problems).toEqual([]);
  });

  test('prints each rate with its denominator, the calls not met, and the doubt beside it', async () => {
    await open(busyScene(Date.now()), '?page=now');
    await page.locator('[data-testid="ring-rate"][data-value="94.2"]').waitFor();
    expect(await page.getByTestId('ring-rate').textContent()).toBe('94.2%');
    expect(await value('ring-judged')).toBe('1039');
    expect(await value('ring-fail')).toBe('60');
    expect(await value('talk-rate')).toBe('91.4');
    expect(await value('closing-rate')).toBe('95.4');
    expect(await value('before-third-ring')).toBe('88.7');
  });

  test('counts a call as unanswered when its third ring starts, without hearing from the server', async () => {
    await open(emptyScene(), '?page=now');
    await page.locator('[data-testid="urgent-count"][data-value="0"]').waitFor();
    // Sent to a board that stands: a slow start must not use up the seconds before the third ring.
    fixture.send({ calls: [ringingCall('CA21', 'tax', Date.now(), 4)] });
    await page.locator('[data-testid="call-row"][data-sid="CA21"][data-provisional="true"]').waitFor();
    expect(await value('urgent-count')).toBe('1');
    fixture.send({ gone: ['CA21'] });
    await page.locator('[data-testid="urgent-count"][data-value="0"]').waitFor();
    expect(await page.getByTestId('call-row').count()).toBe(0);
  });

  test('shows a dash and never 0 % where there is no denominator', async () => {
    await open(emptyScene(), '?page=now');
    await page.locator('[data-testid="urgent-count"][data-value="0"]').waitFor();
    for (const id of ['ring-rate', 'talk-rate', 'closing-rate'])
      expect(await page.getByTestId(id).textContent()).toBe('—');
    expect(await page.getByTestId('no-rows').textContent()).toContain('아직 걸려온 전화가 없습니다.');
    expect(await page.locator('main').textContent()).not.toContain('0.0%');
  });

  test('says that closing cannot be judged yet, and how often the caller hung up first', async () => {
    await open(quietScene(Date.now()), '?page=now');
    await page.locator('[data-testid="talking-count"][data-value="2"]').waitFor();
    expect(await value('closing-rate')).toBe('—');
    const closing = await page.getByRole('region', { name: '종료' }).textContent();
    expect(closing).toContain('판정 근거 없음');
    expect(closing).toContain('민원인 먼저 끊음 776');
  });
});

describe('the day', () => {
  test('shows the five figures, the departments that need support, and every offered call by its bell', async () => {
    await open(busyScene(Date.now()), '?page=day');
    await page.locator('[data-testid="offered"][data-value="1104"]').waitFor();
    expect(await value('answered')).toBe('1069');
    expect(await value('answer-rate')).toBe('96.8');
    expect(await value('all-three')).toBe('89.6');
    expect(await value('before-third-ring-day')).toBe('88.7');
    expect(await value('late-and-lost')).toBe('12');
    expect(await attributes('support-row', 'data-department')).toEqual(['tax', 'traffic', 'welfare']);
  });

  test('follows the wall after 20 seconds, and the wall follows it again', async () => {
    fixture = await openFixture(built, busyScene(Date.now()));
    const context = await browser.newContext({ viewport: television, screen: television });
    page = await context.newPage();
    await page.clock.install();
    await page.goto(fixture.url);
    await page.locator('[data-testid="page-of"][data-value="now"]').waitFor();
    await page.clock.runFor(20_000);
    await page.locator('[data-testid="page-of"][data-value="day"]').waitFor();
    await page.clock.runFor(20_000);
    await page.locator('[data-testid="page-of"][data-value="now"]').waitFor();
    expect(await page.getByTestId('page-of').textContent()).toBe('1 / 2');
  });
});

describe('the connection', () => {
  test('turns stale within five seconds of silence, says since when, and recovers', async () => {
    await open(busyScene(Date.now()), '?page=now');
    await page.locator('[data-testid="connection"][data-state="live"]').waitFor();
    fixture.setPulse(false);
    const silentSince = Date.now();
    await page.locator('[data-testid="connection"][data-state="stale"]').waitFor();
    expect(Date.now() - silentSince).toBeLessThan(5_000);
    expect(await page.getByTestId('connection-said').textContent()).toContain('갱신이 멈췄습니다');
    expect(await page.getByTestId('data-age').textContent()).toMatch(/^\d\d:\d\d:\d\d부터 · [45]초 전 갱신$/);
    expect(await style('board', 'filter')).toBe('grayscale(1)');
    fixture.setPulse(true);
    await page.locator('[data-testid="connection"][data-state="live"]').waitFor();
    expect(await page.getByTestId('connection-said').textContent()).toBe('다시 실시간으로 갱신합니다.');
  });

  test('watches again after a hole in the numbers and shows what it missed', async () => {
    const scene = emptyScene();
    await open(scene, '?page=now&department=tax');
    await page.locator('[data-testid="talking-count"][data-value="0"]').waitFor();
    expect(fixture.watches).toEqual([{ department: 'tax' }]);
    fixture.hold({ ...scene, metrics: { ...scene.metrics, now: { ...scene.metrics.now, talking: 7 } } });
    fixture.skip();
    fixture.send({ metrics: { ...scene.metrics, now: { ...scene.metrics.now, talking: 99 } } });
    await page.locator('[data-testid="talking-count"][data-value="7"]').waitFor();
    expect(fixture.watches).toEqual([{ department: 'tax' }, { department: 'tax' }]);
  });

  test('asks for sign-in when the session has ended, and opens the board with the right password', async () => {
    await open(busyScene(Date.now()), '?page=now');
    await page.locator('[data-testid="connection"][data-state="live"]').waitFor();
    await page.mouse.move(400, 400);
    await page.getByRole('button', { name: '로그아웃' }).click();
    await page.getByLabel('이메일').fill('a@city.example');
    await page.getByLabel('비밀번호').fill('wrong');
    await page.getByRole('button', { name: '로그인' }).click();
    await page.getByText('이메일이나 비밀번호가 맞지 않습니다. 다시 적어 주십시오.').waitFor();
    await page.getByLabel('비밀번호').fill('right');
    await page.getByRole('button', { name: '로그인' }).click();
    await page.locator('[data-testid="connection"][data-state="live"]').waitFor();
    expect(await value('talking-count')).toBe('24');
  });
});

describe('for everyone', () => {
  test('speaks English at one press and keeps it after a reload', async () => {
    await open(busyScene(Date.now()), '?page=now');
    await page.getByText('받지 않은 전화').waitFor();
    await page.mouse.move(400, 400);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('Not answered').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.reload();
    await page.getByText('Not answered').waitFor();
    const said = (await page.locator('main').textContent())?.replace('한국어', '');
    expect(said).not.toMatch(/[가-힣]/);
  });

  test.each([
    ['wall', 'light', '?page=now&theme=light'],
    ['day', 'dark', '?page=day&theme=dark'],
  ])('has no serious accessibility violation on the %s in the %s theme', async (_page, _theme, query) => {
    await open(busyScene(Date.now()), query, { screen: { width: 1920, height: 1300 } });
    await page.locator('[data-testid="connection"][data-state="live"]').waitFor();
    await page.locator('[data-testid="clock"]:not([data-value="—"])').waitFor();
    expect(await seriousViolations()).toEqual([]);
  });

  test.each(['', '?lang=en'])('fits a phone without sideways scrolling (%s)', async (query) => {
    await open(busyScene(Date.now()), query, { viewport: { width: 390, height: 844 } });
    await page.locator('[data-testid="offered"][data-value="1104"]').waitFor();
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(390);
    const targets = await page.getByRole('button').all();
    for (const target of targets) expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    expect(await seriousViolations()).toEqual([]);
  });

  test.each(['?page=now', '?page=day', '?page=now&lang=en', '?page=day&lang=en'])(
    'fills an upright television with nothing cut off or overlapping (%s)',
    async (query) => {
      const upright = { width: 1080, height: 1920 };
      await open(busyScene(Date.now()), query, { viewport: upright, screen: upright });
      await page.locator('[data-testid="connection"][data-state="live"]').waitFor();
      await page.locator('[data-testid="clock"]:not([data-value="—"])').waitFor();
      expect(await page.evaluate<number>(`document.querySelector('.board').scrollWidth`)).toBe(upright.width);
      expect(await page.evaluate<number>(`document.querySelector('.board').scrollHeight`)).toBe(upright.height);
      const parts = ['.urgent', '.clause', '.call-row', '.figure', '.hours', '.support', '.bells', '.board-footer'];
      const edges = await page.evaluate<[number, number][]>(
        `[...document.querySelectorAll('${parts.join()}')].filter((part) => !part.parentElement.closest('.urgent'))
          .map((part) => part.getBoundingClientRect()).map(({ top, bottom, left }) => [Math.round(top), Math.round(bottom), left])
          .filter(([top], at, all) => at === 0 || top !== all[at - 1][0])`,
      );
      for (const [at, [top]] of edges.entries()) expect(top).toBeGreaterThanOrEqual((edges[at - 1]?.[1] ?? 0) - 1);
      expect(edges.at(-1)?.[1]).toBeLessThanOrEqual(upright.height);
    },
  );

  test.each([
    ['?page=now', ['.lamp', '.sign-fail']],
    ['?page=day', ['.hour-bar', '.bells-bar i', '.bells-key i']],
  ])('keeps its lamp, signs and bars visible in forced colours (%s)', async (query, drawings) => {
    await open(busyScene(Date.now()), query, { forcedColors: 'active' });
    await page.locator('[data-testid="connection"][data-state="live"]').waitFor();
    const painted = (selector: string) =>
      page.evaluate<string>(`getComputedStyle(document.querySelector('${selector}')).backgroundColor`);
    const ground = await painted('body');
    for (const drawing of drawings) {
      await page.locator(drawing).first().waitFor({ state: 'attached' });
      expect(await painted(drawing)).not.toBe(ground);
    }
  });

  test('hides its buttons on a television until the mouse moves or the keyboard reaches them', async () => {
    await open(busyScene(Date.now()), '?page=now');
    await page.locator('[data-testid="connection"][data-state="live"]').waitFor();
    await page.locator('[data-testid="board"][data-idle="true"]').waitFor();
    expect(await style('controls', 'opacity')).toBe('0');
    await page.keyboard.press('Tab');
    await page.locator('[data-testid="board"][data-idle="false"]').waitFor();
    expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('다음 화면');
  });
});
