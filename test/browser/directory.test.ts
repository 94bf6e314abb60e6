// The directory's screens in a real browser: the tree, a department, its edits, and the import of a file.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.js';
import type { Api, ApiRequest } from './deskFixture.js';
import { type DeskPage, focused, laptop, openDesk, phone, tabTo, violations } from './deskPage.js';
import { directoryApi } from './directoryFixture.js';

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

async function open(path: string, { viewport = laptop, answer = directoryApi } = {}): Promise<void> {
  asked = [];
  const listening: Api = (request) => {
    asked.push(request);
    return answer(request);
  };
  desk = await openDesk(browser, path, { apis: [listening], context: { viewport } });
  page = desk.page;
}

async function choose(content: string): Promise<void> {
  const file = { name: 'hanbit.csv', mimeType: 'text/csv', buffer: Buffer.from(content) };
  await page.locator('input[type=file]').setInputFiles(file);
}

const step = (name: string) => page.locator(`[data-testid="import"][data-step="${name}"]`).waitFor();
const changed = () => asked.filter(({ method }) => method !== 'GET').map(({ body }) => body);

describe('the tree', () => {
  test('leads to a department by keyboard alone', async () => {
    await open('/directory');
    await page.getByRole('navigation', { name: '조직' }).waitFor();
    await tabTo(page, '행정지원국74명');
    await page.keyboard.press('Enter');
    await tabTo(page, '근무 중세무과24명');
    await page.keyboard.press('Enter');
    await page.getByTestId('department').waitFor();
    expect(new URL(page.url()).search).toBe('?department=tax');
    expect(desk.problems).toEqual([]);
  });

  test('finds departments by their own name, their bureau or a team', async () => {
    await open('/directory');
    const names = async () => page.locator('.bureau a > span:nth-of-type(2)').allTextContents();
    await page.getByRole('searchbox').fill('징수');
    expect(await names()).toEqual(['세무과']);
    await page.getByRole('searchbox').fill('복지문화');
    expect(await names()).toEqual(['복지정책과', '도서관운영과']);
    await page.getByRole('searchbox').fill('없는 과');
    await page.getByText('"없는 과"에 맞는 부서나 팀이 없습니다.').waitFor();
  });
});

describe('a department', () => {
  test('says when it is open, who is on duty over lunch, and which telephones ring together', async () => {
    await open('/directory?department=tax');
    await page.getByTestId('department').waitFor();
    expect(await page.locator('.department-hours').textContent()).toBe(
      '근무시간월~금 09:00~18:00 시 공통점심시간12:00~13:00 함께 비움, 당직 1명',
    );
    const third = await page.locator('[data-testid="official"][data-id="o-2043"]').textContent();
    expect(third).toContain('월 10:00~16:00, 화~목 09:00~18:00, 금 10:00~16:00');
    expect(third).toContain('점심 11:30~12:30');
    expect(await page.locator('[data-testid="line"]').first().textContent()).toContain('주무관 1, 주무관 2, 주무관 3');
  });

  test('changes its hours and lunch, naming the revision that was shown', async () => {
    await open('/directory?department=tax');
    await page.getByRole('button', { name: '근무시간과 점심 바꾸기' }).click();
    const dialog = page.getByTestId('edit-department');
    await dialog.getByLabel('따로 정함').check();
    await dialog.getByLabel('월 끝', { exact: true }).fill('08:00');
    await dialog.getByRole('button', { name: '저장' }).click();
    await page.getByText('끝나는 시각이 시작보다 늦어야 합니다.').waitFor();
    await dialog.getByLabel('월 끝', { exact: true }).fill('20:00');
    await dialog.getByLabel('교대로 먹고 계속 염').check();
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: '저장' }).click();
    await dialog.waitFor({ state: 'detached' });
    const usual = { from: '09:00', to: '18:00' };
    expect(changed()).toEqual([
      {
        revision: 12,
        hours: [{ from: '09:00', to: '20:00' }, usual, usual, usual, usual, null, null],
        lunch: { rule: 'shifts', span: { from: '12:00', to: '13:00' } },
        reason: null,
      },
    ]);
    expect(await page.getByTestId('said').textContent()).toBe('세무과 정보를 저장했습니다.');
  });

  test("puts an official's deputies in another order and adds one", async () => {
    await open('/directory?department=tax');
    await page.getByRole('button', { name: '주무관 1 바꾸기' }).click();
    const dialog = page.getByTestId('edit-official');
    await dialog.getByRole('button', { name: '주무관 3 위로' }).click();
    await dialog.getByLabel('대직자 더하기').selectOption('o-2055');
    await dialog.getByRole('button', { name: '저장' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(changed()).toMatchObject([{ revision: 12, deputies: ['o-2043', 'o-2042', 'o-2055'], lunchDuty: true }]);
  });

  test("shows where an official's post has been", async () => {
    await open('/directory?department=tax');
    await page.getByRole('button', { name: '주무관 1 이력' }).click();
    const rows = page.getByTestId('history').locator('tbody tr');
    await rows.first().waitFor();
    expect(await rows.allTextContents()).toEqual([
      '세무과시세팀2026. 7. 1. 09:10지금까지',
      '복지정책과팀 없음2025. 1. 2. 09:052026. 7. 1. 09:10',
    ]);
    await page.keyboard.press('Escape');
    await page.getByTestId('history').waitFor({ state: 'detached' });
    expect((await focused(page)).name).toBe('주무관 1 이력');
  });
});

describe('an import', () => {
  test('names line, column and reason of every bad row, and offers nothing to take over', async () => {
    await open('/directory?import=file');
    await choose('bad');
    await step('checked');
    expect(await page.getByTestId('problem').allTextContents()).toEqual([
      '14number02-555-20a1전화번호가 아닙니다.',
      '20grade12급수는 1에서 9까지입니다.',
      '33deputieso-9999대직자가 이 파일에 없습니다.',
      '57행 전체11칸이 11개입니다. 머리행에는 12개입니다.',
    ]);
    expect(await page.getByRole('button', { name: '가져오기', exact: true }).count()).toBe(0);
  });

  test('is checked first and taken over only with a reason, by keyboard', async () => {
    await open('/directory?import=file');
    await choose('number,dial\n');
    await step('checked');
    expect(await page.getByTestId('official-moved').textContent()).toBe('4');
    expect(await page.evaluate<string>('document.activeElement.className')).toBe('import-body');
    await tabTo(page, '가져오는 사유');
    await page.keyboard.press('Enter');
    await page.getByText('적어 주십시오.').waitFor();
    await page.keyboard.type('12월 인사발령');
    await page.keyboard.press('Enter');
    await step('done');
    expect(changed()).toEqual([
      { file: btoa('number,dial\n'), dryRun: true },
      { file: btoa('number,dial\n'), dryRun: false, revision: 41, reason: '12월 인사발령' },
    ]);
  });

  test('says that a file brings nothing new', async () => {
    await open('/directory?import=file');
    await choose('same');
    await page.getByText('달라지는 것이 없습니다.').waitFor();
    expect(await page.getByRole('button', { name: '가져오기', exact: true }).count()).toBe(0);
  });

  test('refuses a file that is too large before it is sent', async () => {
    await open('/directory?import=file');
    await choose('x'.repeat(2_000_001));
    await page.getByText('파일이 2MB보다 큽니다.').waitFor();
    expect(changed()).toEqual([]);
  });

  test('asks for another check when the directory changed in between', async () => {
    let imports = 0;
    const answer: Api = (request) => {
      const isReal = (request.body as { dryRun?: boolean } | null)?.dryRun === false;
      if (isReal) imports += 1;
      // Somebody else was first, once.
      return isReal && imports === 1 ? { status: 409, body: { error: { code: 'CONFLICT' } } } : directoryApi(request);
    };
    await open('/directory?import=file', { answer });
    await choose('number,dial\n');
    await page.getByLabel('가져오는 사유').fill('12월 인사발령');
    await page.getByRole('button', { name: '가져오기', exact: true }).click();
    await page.getByText('확인한 뒤에 조직이 바뀌었습니다.').waitFor();
    await page.getByRole('button', { name: '다시 확인' }).click();
    await page.getByLabel('가져오는 사유').fill('12월 인사발령');
    await page.getByRole('button', { name: '가져오기', exact: true }).click();
    await step('done');
  });
});

describe.each([
  ['/directory', '.bureau'],
  ['/directory?department=tax', '[data-testid="department"]'],
  ['/directory?import=file', '[data-testid="import-counts"]'],
])('%s', (path, shown) => {
  test.each([
    ['ko', 'light', laptop],
    ['en', 'dark', television],
    ['ko', 'dark', phone],
    ['en', 'light', phone],
  ])('keeps to WCAG 2.2 AA and to its width (%s, %s, %j)', async (language, theme, viewport) => {
    const address = `${path}${path.includes('?') ? '&' : '?'}lang=${language}&theme=${theme}`;
    await open(address, { viewport });
    if (path.includes('import')) await choose('number,dial\n');
    await page.locator(shown).first().waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(viewport.width);
    expect(desk.problems).toEqual([]);
  });
});
