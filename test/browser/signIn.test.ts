// Sign-in in a real browser: each refusal says what to do next, and each way in leads on.
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser.js';
import { adminSession } from './deskCity.js';
import { type DeskOptions, type DeskPage, focused, openDesk, phone, violations } from './deskPage.js';

let browser: Browser;
let desk: DeskPage;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});
afterEach(async () => {
  await desk.close();
});

async function open(path: string, options?: DeskOptions) {
  desk = await openDesk(browser, path, { isSignedOut: true, ...options });
  return desk.page;
}

async function fill(password: string) {
  await desk.page.getByLabel('이메일').fill('admin@hanbit.example');
  await desk.page.getByLabel('비밀번호').fill(password);
  await desk.page.keyboard.press('Enter');
}

test('a second factor is asked for after the password, by the keyboard alone', async () => {
  const page = await open('/account', { code: '123456', context: { viewport: phone } });
  await fill('right');
  await page.getByText('인증 앱에 보이는 코드를 적어 주십시오.').waitFor();
  expect((await focused(page)).name).toBe('2단계 인증 코드');
  await page.keyboard.type('999999');
  await page.keyboard.press('Enter');
  await page.getByText('코드가 맞지 않거나 이미 쓴 코드입니다. 지금 보이는 코드를 적어 주십시오.').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.type('123456');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: '내 계정' }).waitFor();
});

test('a locked account is told the ways back, and a recovery code is one of them', async () => {
  const page = await open('/account');
  await fill('locked');
  const said = page.getByTestId('sign-in-problem');
  await page.getByText('계정이 잠겼습니다').waitFor();
  expect(await said.textContent()).toContain('15분 뒤에 다시 로그인하거나, 복구 코드를 적거나');
  await page.getByLabel('2단계 인증 코드').fill('recovery-code');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: '내 계정' }).waitFor();
});

test('the city’s own sign-in is offered by name, and its failure is told in one line', async () => {
  const page = await open('/?sso=no-account', { sso: '한빛시 행정포털' });
  const other = page.getByRole('link', { name: '한빛시 행정포털 계정으로 로그인' });
  await other.waitFor();
  expect(await other.getAttribute('href')).toBe('/api/session/sso');
  expect(await page.getByTestId('sign-in-problem').textContent()).toContain('등록된 사용자가 없습니다');
});

test('a television’s link that is used up says whom to ask', async () => {
  const page = await open('/?tv=used&lang=en');
  await page.getByLabel('Email').waitFor();
  expect(await page.getByTestId('sign-in-problem').textContent()).toBe(
    'This television link has been used already or was revoked. Ask the administrator for a new one.',
  );
});

test('a made password has to give way to an own one before anything else is shown', async () => {
  const page = await open('/people', { isSignedOut: false, session: { ...adminSession, mustChangePassword: true } });
  await page.getByRole('heading', { level: 1, name: '새 비밀번호를 정해 주십시오' }).waitFor();
  expect(await page.getByRole('navigation').count()).toBe(0);
  await page.getByLabel('받은 비밀번호').fill('right');
  await page.getByLabel('새 비밀번호', { exact: true }).fill('short');
  await page.keyboard.press('Enter');
  await page.getByText('10자 이상 적어 주십시오.').waitFor();
  expect((await focused(page)).name).toBe('새 비밀번호');
  expect(await page.getByLabel('새 비밀번호', { exact: true }).getAttribute('aria-invalid')).toBe('true');
  expect(await violations(page)).toEqual([]);
});
