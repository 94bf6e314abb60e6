// The desk in a real browser against the real product: from the admin's password to a newcomer's own, and a television.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.js';
import { type Staffed, startStaffedServer } from '../support/staffedServer.js';
import { admin } from '../support/testServer.js';
import { built, laptop } from './deskPage.js';

let browser: Browser;
let staffed: Staffed;
const problems: string[] = [];
beforeAll(async () => {
  [browser, staffed] = await Promise.all([openBrowser(), startStaffedServer({ clientFolder: built })]);
});
afterAll(async () => {
  await browser.close();
  await staffed.server.stop();
});

async function open(path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: laptop });
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(staffed.server.base + path);
  return page;
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('이메일').fill(email);
  await page.getByLabel('비밀번호').fill(password);
  await page.keyboard.press('Enter');
}

test('an administrator adds a supervisor, who chooses an own password and loses the desk when disabled', async () => {
  const boss = await open('/people');
  await signIn(boss, admin.email, admin.password);
  await boss.getByRole('button', { name: '사용자 추가' }).click();
  await boss.getByRole('dialog').getByLabel('이메일').fill('new.head@hanbit.example');
  await boss.getByLabel('수도과').check();
  await boss.keyboard.press('Enter');
  const made = (await boss.getByTestId('made-password-text').textContent()) ?? '';
  await boss.getByRole('button', { name: '확인했습니다' }).click();
  await boss.getByRole('button', { name: '바꾸기: new.head@hanbit.example' }).waitFor();

  const head = await open('/account');
  await signIn(head, 'new.head@hanbit.example', made);
  await head.getByRole('heading', { level: 1, name: '새 비밀번호를 정해 주십시오' }).waitFor();
  await head.getByLabel('받은 비밀번호').fill(made);
  await head.getByLabel('새 비밀번호', { exact: true }).fill('rain on the old roof');
  await head.getByLabel('새 비밀번호 다시').fill('rain on the old roof');
  await head.keyboard.press('Enter');
  await head.getByText('new.head@hanbit.example · 팀장 · 수도과').waitFor();
  expect(await head.getByRole('banner').getByRole('link').allTextContents()).toEqual([
    '현황판',
    '조직과 전화',
    '내 계정',
  ]);

  // Disabled while signed in: the next thing asked for leads to the sign-in page.
  await boss.getByRole('button', { name: '바꾸기: new.head@hanbit.example' }).click();
  await boss.getByLabel('사용 중지').check();
  await boss.getByRole('button', { name: '저장' }).click();
  await boss.getByText('new.head@hanbit.example 사용자를 바꿨습니다.').waitFor();
  await head.getByRole('link', { name: '조직과 전화' }).click();
  await head.getByLabel('비밀번호').waitFor();
  await signIn(head, 'new.head@hanbit.example', 'rain on the old roof');
  await head.getByText('이메일이나 비밀번호가 맞지 않습니다.').waitFor();
});

test('a second factor is set up from the QR code’s key, and asked for at the next sign-in', async () => {
  const page = await open('/account');
  await signIn(page, 'auditor@hanbit.example', 'correct horse battery');
  await page.getByRole('button', { name: '2단계 인증 켜기' }).click();
  const key = ((await page.getByTestId('totp-secret').textContent()) ?? '').replaceAll(' ', '');
  const totp = new TOTP({ secret: Secret.fromBase32(key) });
  await page.getByLabel('앱에 보이는 코드').fill(totp.generate());
  await page.keyboard.press('Enter');
  const code = await page.getByTestId('recovery-codes').locator('.code-list span').first().textContent();
  await page.getByRole('button', { name: '보관했습니다' }).click();
  await page.locator('[data-testid="totp-state"][data-value="on"]').waitFor();
  await page.getByRole('button', { name: '로그아웃' }).click();
  await signIn(page, 'auditor@hanbit.example', 'correct horse battery');
  await page.getByLabel('2단계 인증 코드').fill(code ?? '');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: '내 계정' }).waitFor();
});

test('a television’s link opens the wall once, and revoking it ends the board', async () => {
  const boss = await open('/links');
  await signIn(boss, admin.email, admin.password);
  await boss.getByRole('button', { name: '링크 만들기' }).click();
  await boss.getByLabel('전광판 이름').fill('1층 민원실');
  await boss.keyboard.press('Enter');
  const url = new URL((await boss.getByTestId('made-link-url').textContent()) ?? '');
  await boss.getByRole('button', { name: '확인했습니다' }).click();

  const screen = await open(url.pathname);
  await screen.locator('[data-testid="connection"][data-state="live"]').waitFor();
  expect(await screen.getByRole('link', { name: '업무 화면' }).count()).toBe(0);
  const late = await open(url.pathname);
  await late.getByText('이 전광판 링크는 이미 쓰였거나 없어졌습니다.').waitFor();

  await boss.getByRole('button', { name: '없애기: 1층 민원실' }).click();
  await boss.getByRole('button', { name: '없애기', exact: true }).click();
  await boss.getByText('1층 민원실 링크를 없앴습니다.').waitFor();
  await screen.reload();
  await screen.getByLabel('비밀번호').waitFor();
  expect(problems).toEqual([]);
});
