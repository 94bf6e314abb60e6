// The own account and the televisions in a real browser: what is shown once, and what is ended.
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser.js';
import { recoveryCodes, totpSecret } from './deskFixture.js';
import { type DeskPage, focused, openDesk, violations } from './deskPage.js';

let browser: Browser;
let desk: DeskPage;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});
afterEach(async () => {
  expect(desk.problems).toEqual([]);
  await desk.close();
});

async function open(path: string) {
  desk = await openDesk(browser, path, { context: { permissions: ['clipboard-read', 'clipboard-write'] } });
  return desk.page;
}

test('a password that is wrong, too short or not the same twice says so beside its field', async () => {
  const page = await open('/account');
  const [current, next, again] = ['지금 비밀번호', '새 비밀번호', '새 비밀번호 다시'].map((label) =>
    page.getByLabel(label, { exact: true }),
  );
  if (!current || !next || !again) throw new Error('a field is missing');
  await current.fill('wrong');
  await next.fill('a longer sentence');
  await again.fill('another sentence');
  await page.keyboard.press('Enter');
  await page.getByText('위에 적은 새 비밀번호와 다릅니다.').waitFor();
  expect((await focused(page)).name).toBe('새 비밀번호 다시');
  await again.fill('a longer sentence');
  await page.keyboard.press('Enter');
  await page.getByText('지금 비밀번호가 맞지 않습니다.').waitFor();
  await current.fill('right');
  await page.keyboard.press('Enter');
  await page.getByText('비밀번호를 바꿨습니다. 다른 기기의 로그인은 끝났습니다.').waitFor();
  expect(await next.inputValue()).toBe('');
});

test('the second factor is switched on by its code, its recovery codes shown once, and off by the password', async () => {
  const page = await open('/account');
  await page.getByRole('button', { name: '2단계 인증 켜기' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('img', { name: 'QR 코드' }).waitFor();
  expect((await dialog.getByTestId('totp-secret').textContent())?.replaceAll(' ', '')).toBe(totpSecret);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.type('12');
  await page.keyboard.press('Enter');
  await dialog.getByText('숫자 6자리를 적어 주십시오.').waitFor();
  await dialog.getByLabel('앱에 보이는 코드').fill('123 456');
  await page.keyboard.press('Enter');

  const codes = page.getByTestId('recovery-codes');
  await codes.waitFor();
  await codes.getByRole('button', { name: '복사' }).click();
  await codes.getByText('복사했습니다.').waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(recoveryCodes.join('\n'));
  await codes.getByRole('button', { name: '보관했습니다' }).click();
  await page.locator('[data-testid="totp-state"][data-value="on"]').waitFor();
  expect(await page.content()).not.toContain(recoveryCodes[0]);

  await page.getByRole('button', { name: '2단계 인증 끄기' }).click();
  await dialog.getByLabel('지금 비밀번호').fill('wrong');
  await page.keyboard.press('Enter');
  await dialog.getByText('지금 비밀번호가 맞지 않습니다.').waitFor();
  await dialog.getByLabel('지금 비밀번호').fill('right');
  await page.keyboard.press('Enter');
  await page.locator('[data-testid="totp-state"][data-value="off"]').waitFor();
});

test('one other own session is ended, the present one cannot be', async () => {
  const page = await open('/account');
  await page.locator('[data-testid="session-row"][data-id="s4"]').waitFor();
  expect(await page.getByRole('button', { name: '로그인 끝내기' }).count()).toBe(1);
  await page.getByRole('button', { name: '로그인 끝내기' }).click();
  await page.locator('[data-testid="session-row"][data-id="s4"]').waitFor({ state: 'detached' });
  expect((await focused(page)).name).toBe('내 계정');
  expect(await page.getByTestId('session-row').count()).toBe(1);
});

test('anybody’s session is ended after a question', async () => {
  const page = await open('/sessions');
  await page.getByRole('button', { name: '로그인 끝내기: tax.head@hanbit.example' }).click();
  await page.getByText('tax.head@hanbit.example 계정이 Edge, Windows에서 바로 로그아웃됩니다.').waitFor();
  await page.keyboard.press('Escape');
  expect(await page.getByTestId('session-row').count()).toBe(5);
  await page.getByRole('button', { name: '로그인 끝내기: tax.head@hanbit.example' }).click();
  await page.getByRole('button', { name: '로그인 끝내기', exact: true }).click();
  await page.locator('[data-testid="session-row"][data-id="s2"]').waitFor({ state: 'detached' });
});

test('a television’s address is shown once, to be copied', async () => {
  const page = await open('/links');
  await page.getByRole('button', { name: '링크 만들기' }).click();
  await page.keyboard.press('Enter');
  await page.getByText('적어 주십시오.', { exact: true }).waitFor();
  await page.getByLabel('전광판 이름').fill('2층 대회의실');
  await page.keyboard.press('Enter');
  await page.getByTestId('made-link-url').waitFor();
  const url = await page.getByTestId('made-link-url').textContent();
  await page.getByRole('button', { name: '복사' }).click();
  await page.getByText('복사했습니다.').waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(url);
  await page.getByRole('button', { name: '확인했습니다' }).click();
  await page.getByText('2층 대회의실').waitFor();
  expect(await page.content()).not.toContain(url);
});
