// The access record and its monthly review in a real browser, against invented entries.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.js';
import { createAuditApi, exportFile, headHash } from './auditFixture.js';
import type { Api, ApiRequest } from './deskFixture.js';
import { type DeskPage, focused, laptop, openDesk, phone, tabTo, violations } from './deskPage.js';

const television = { width: 1920, height: 1080 };

let browser: Browser;
let desk: DeskPage;
let asked: ApiRequest[];
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});
afterEach(async () => {
  await desk.close();
});

async function open(path: string, viewport = laptop): Promise<void> {
  asked = [];
  const answer = createAuditApi();
  const listening: Api = (request) => {
    asked.push(request);
    return answer(request);
  };
  desk = await openDesk(browser, path, { apis: [listening], context: { viewport } });
  page = desk.page;
}
const listAsked = () => asked.filter(({ path }) => path === '/api/audit').map(({ query }) => query);
const entrySeqs = async () =>
  Promise.all((await page.getByTestId('entry').all()).map((row) => row.getAttribute('data-id')));

describe('the search', () => {
  test('asks by the filters of its address, days as the city counts them', async () => {
    await open('/audit?account=tax.head@hanbit.example&kind=view&from=2026-10-01&to=2026-10-31');
    await page.getByTestId('entry').first().waitFor();
    const asked = listAsked()[0];
    expect(asked?.get('account')).toBe('tax.head@hanbit.example');
    expect(asked?.get('kind')).toBe('view');
    expect(asked?.get('from')).toBe('2026-09-30T15:00:00.000Z');
    expect(asked?.get('to')).toBe('2026-10-31T15:00:00.000Z');
    expect(await page.getByLabel('시작일').inputValue()).toBe('2026-10-01');
    expect(desk.problems).toEqual([]);
  });

  test('keeps what is searched in the address, and going back brings the search before', async () => {
    await open('/audit');
    await page.getByTestId('entry').first().waitFor();
    await page.getByLabel('구분').selectOption('unmask');
    await page.getByRole('button', { name: '찾기' }).click();
    await page.locator('[data-testid="entry"]').nth(1).waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('?kind=unmask');
    expect(await entrySeqs()).toEqual(['12846']);
    await page.goBack();
    await page.locator('[data-testid="entry"][data-id="12853"]').waitFor();
    expect(await page.getByLabel('구분').inputValue()).toBe('');
  });

  test('refuses a period that ends before it starts, in words beside the field', async () => {
    await open('/audit');
    await page.getByLabel('시작일').fill('2026-11-02');
    await page.getByLabel('종료일').fill('2026-11-01');
    await page.getByRole('button', { name: '찾기' }).click();
    await page.getByText('종료일이 시작일보다 빠릅니다.').waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  test('points out the entries that an odd pattern rests on', async () => {
    await open('/audit?marked=12846.12845');
    await page.getByText('이상 징후의 근거가 된 기록 2건에 표시했습니다.').waitFor();
    await page.getByTestId('entry').first().waitFor();
    expect(await page.getByText('근거', { exact: true }).count()).toBe(2);
  });
});

describe('one entry', () => {
  test('opens and closes by keyboard, and gives the focus back to its row', async () => {
    await open('/audit');
    await page.getByTestId('entry').first().waitFor();
    await tabTo(page, '12848번 기록 자세히');
    await page.keyboard.press('Enter');
    await page.getByTestId('entry-dialog').waitFor();
    expect((await focused(page)).isInDialog).toBe(true);
    await page.keyboard.press('Escape');
    await page.getByTestId('entry-dialog').waitFor({ state: 'detached' });
    expect((await focused(page)).name).toBe('12848번 기록 자세히');
  });

  test('shows side by side what changed, and nothing that stayed the same', async () => {
    await open('/audit');
    await page.getByRole('button', { name: '12848번 기록 자세히' }).click();
    const rows = page.getByTestId('entry-dialog').locator('.changes tbody tr');
    expect(await rows.allTextContents()).toEqual(['역할직원팀장', '부서없음복지정책과']);
    expect(await violations(page)).toEqual([]);
  });

  test('says when a change was never carried out, and which entry says so', async () => {
    await open('/audit');
    await page.getByRole('button', { name: '12850번 기록 자세히' }).click();
    const said = await page.getByTestId('entry-dialog').textContent();
    expect(said).toContain('실행되지 않음 12,851번 기록이 알립니다.');
  });
});

describe('the export', () => {
  const served = async (text: string) =>
    page.route('**/api/audit/export', (route) =>
      route.fulfill({
        body: text,
        contentType: 'application/x-ndjson',
        headers: { 'content-disposition': 'attachment; filename="audit-2026-10.ndjson"' },
      }),
    );
  const ask = async () => {
    await page.getByRole('button', { name: '내려받기', exact: true }).click();
    await page.getByLabel('사유').fill('10월 점검 자료로 보관');
    await page.getByTestId('export-dialog').getByRole('button', { name: '내려받기' }).click();
  };

  test('wants a reason, hands over the file and tells its rows and its hash', async () => {
    await open('/audit?from=2026-10-01&to=2026-10-31');
    await served(exportFile);
    await page.getByRole('button', { name: '내려받기', exact: true }).click();
    await page.getByTestId('export-dialog').getByRole('button', { name: '내려받기' }).click();
    await page.getByText('적어 주십시오.').waitFor();
    await page.keyboard.press('Escape');
    const [download] = await Promise.all([page.waitForEvent('download'), ask()]);
    expect(download.suggestedFilename()).toBe('audit-2026-10.ndjson');
    await page.locator('[data-testid="exported-rows"][data-value="4104"]').waitFor();
    expect(await page.getByTestId('exported').locator('.check-value').last().getAttribute('data-value')).toMatch(
      /^[0-9a-f]{64}$/,
    );
    expect(await violations(page)).toEqual([]);
  });

  test('hands over nothing when the file did not arrive whole', async () => {
    await open('/audit');
    await served(exportFile.slice(0, -40));
    let downloads = 0;
    page.on('download', () => {
      downloads += 1;
    });
    await ask();
    await page.getByText('받은 파일이 끝까지 오지 않았습니다.').waitFor();
    expect(downloads).toBe(0);
  });
});

describe('the certificate', () => {
  test('shows the head in groups to read aloud and the one command that compares with it', async () => {
    await open('/audit?sheet=head');
    const sheet = page.getByTestId('head-sheet');
    await sheet.locator('.check-group').first().waitFor();
    expect((await sheet.locator('.check-group').allTextContents()).join('')).toBe(headHash);
    expect(await sheet.locator('code').textContent()).toBe(
      `npm run verify-audit -- 접속기록.ndjson --head 12853:${headHash}`,
    );
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button', { name: '인쇄' }).isVisible()).toBe(false);
    expect(await page.locator('.menu').isVisible()).toBe(false);
    expect(await sheet.getByText('서명').isVisible()).toBe(true);
  });
});

describe('the monthly review', () => {
  test('opens the month that waits for somebody, with its odd patterns in plain sentences', async () => {
    await open('/audit/review');
    await page.locator('[data-testid="review"][data-month="2026-10"]').waitFor();
    expect(await page.getByTestId('odd-pattern').first().textContent()).toContain(
      'tax.head@hanbit.example 계정이 2026. 10. 3. 22:58 ~ 2026. 10. 4. 00:21 밤사이에 24건을 열람했습니다. 기준 20건 이상',
    );
    expect(await page.getByTestId('taken').count()).toBe(3);
    await page.getByTestId('odd-pattern').first().getByRole('link').click();
    await page.getByText('기록 3건에 표시했습니다.').waitFor();
    const { searchParams } = new URL(page.url());
    expect(Object.fromEntries(searchParams)).toEqual({
      account: 'tax.head@hanbit.example',
      from: '2026-10-03',
      to: '2026-10-04',
      marked: '9190.9191.9204',
    });
  });

  test('is signed off by keyboard with a note, over the head that was shown', async () => {
    await open('/audit/review?month=2026-10');
    await page.getByTestId('review').waitFor();
    await tabTo(page, '점검 의견', 60);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('적어 주십시오.').waitFor();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.type('이상 없음');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('[data-testid="review"][data-state="signed-off"]').waitFor();
    expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({
      note: '이상 없음',
      head: { seq: 12_847, hash: headHash },
    });
    expect(await page.getByTestId('sign-off').textContent()).toContain('이상 없음');
    expect((await focused(page)).name).toBe('점검 확정');
  });

  test('shows beside each other what was signed and what is there now', async () => {
    await open('/audit/review?month=2026-09');
    await page.getByTestId('sign-compare').waitFor();
    const rows = await page.getByTestId('sign-compare').locator('tbody tr').allTextContents();
    expect(rows.slice(0, 2)).toEqual(['접속기록4,1024,104', '이상 징후23']);
  });
});

describe.each([
  ['/audit', '[data-testid="entry"]'],
  ['/audit?sheet=head', '.check-group'],
  ['/audit/review?month=2026-09', '[data-testid="review"]'],
])('%s', (path, shown) => {
  test.each([
    ['ko', 'light', laptop],
    ['en', 'dark', television],
    ['ko', 'dark', phone],
    ['en', 'light', phone],
  ])('keeps to WCAG 2.2 AA and to its width (%s, %s, %j)', async (language, theme, viewport) => {
    const address = `${path}${path.includes('?') ? '&' : '?'}lang=${language}&theme=${theme}`;
    await open(address, viewport);
    await page.locator(shown).first().waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(viewport.width);
    expect(desk.problems).toEqual([]);
  });
});
