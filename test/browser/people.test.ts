// The people's screen in a real browser: finding, adding, changing, and the ways back in.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.js';
import { type DeskPage, focused, openDesk, violations } from './deskPage.js';

let browser: Browser;
let desk: DeskPage;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});
beforeEach(async () => {
  desk = await openDesk(browser, '/people');
  page = desk.page;
  await page.getByTestId('person-row').first().waitFor();
});
afterEach(async () => {
  expect(desk.problems).toEqual([]);
  await desk.close();
});

const row = (id: string) => page.locator(`[data-testid="person-row"][data-id="${id}"]`);
const rows = () => page.getByTestId('person-row');
const openPerson = async (email: string) => {
  await page.getByLabel('이메일로 찾기').fill(email);
  await page.getByRole('button', { name: `바꾸기: ${email}` }).click();
};

test('more people come when asked for, and none twice', async () => {
  expect(await rows().count()).toBe(5);
  await page.getByText('5건 표시, 더 있음').waitFor();
  await page.getByRole('button', { name: '더 보기' }).click();
  await page.getByText('8건', { exact: true }).waitFor();
  const ids = await Promise.all((await rows().all()).map((one) => one.getAttribute('data-id')));
  expect(new Set(ids).size).toBe(8);
});

test('a search stands in the address, and its link shows the same', async () => {
  await page.getByLabel('이메일로 찾기').fill('tax');
  await page.getByLabel('역할').selectOption('official');
  await row('p7').waitFor();
  await row('p6').waitFor({ state: 'detached' });
  await page.waitForURL(({ searchParams: asked }) => asked.get('q') === 'tax' && asked.get('role') === 'official');
  await page.reload();
  await row('p7').waitFor();
  expect(await rows().count()).toBe(1);
  await page.getByLabel('이메일로 찾기').fill('nobody');
  await page.getByText('조건에 맞는 사용자가 없습니다.').waitFor();
});

test('a new person gets a made password that is shown once and does not close by accident', async () => {
  await page.getByRole('button', { name: '사용자 추가' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '추가하고 비밀번호 만들기' }).click();
  await dialog.getByText('이메일 주소의 모양이 맞지 않습니다.').waitFor();
  await dialog.getByText('부서를 하나 이상 고르거나 시 전체를 고르십시오.').waitFor();
  expect(await violations(page)).toEqual([]);

  await dialog.getByLabel('이메일').fill('audit@hanbit.example');
  await dialog.getByLabel('세무과').check();
  await page.keyboard.press('Enter');
  await dialog.getByText('이 이메일을 쓰는 사용자가 이미 있습니다.').waitFor();
  await dialog.getByLabel('이메일').fill('new.head@hanbit.example');
  await page.keyboard.press('Enter');
  await page.getByTestId('made-password-text').waitFor();
  expect(await page.getByTestId('made-password-text').textContent()).toBe('quiet-harbor-3317-maple');
  await page.keyboard.press('Escape');
  expect(await page.getByTestId('made-password-text').isVisible()).toBe(true);
  await page.getByRole('button', { name: '확인했습니다' }).click();
  await page.getByText('new.head@hanbit.example 사용자를 추가했습니다.').waitFor();
  expect((await focused(page)).name).toBe('사용자 추가');
  expect(await page.content()).not.toContain('quiet-harbor');
});

test('a person who is disabled stays in the list, marked as such', async () => {
  await openPerson('vice.director@hanbit.example');
  await page.getByLabel('사용 중지').check();
  await page.getByRole('button', { name: '저장' }).click();
  await page.getByText('vice.director@hanbit.example 사용자를 바꿨습니다.').waitFor();
  expect(await row('p8').textContent()).toContain('사용 중지');
});

test('the last administrator can be neither demoted here nor disabled by themselves', async () => {
  await openPerson('admin@hanbit.example');
  expect(await page.getByLabel('사용 중지').count()).toBe(0);
  await page.getByRole('dialog').getByLabel('역할').selectOption('auditor');
  await page.getByRole('button', { name: '저장' }).click();
  await page.getByText('마지막 시스템 관리자입니다. 다른 시스템 관리자를 먼저 정하십시오.').waitFor();
});

test('a locked person is unlocked, and can then be changed without a conflict', async () => {
  await openPerson('tax.head@hanbit.example');
  await page.getByRole('button', { name: '잠금 해제' }).click();
  await page.getByText('tax.head@hanbit.example 사용자의 잠금을 풀었습니다.').waitFor();
  await page.getByRole('button', { name: '잠금 해제' }).waitFor({ state: 'detached' });
  await page.getByLabel('건축과').check();
  await page.getByRole('button', { name: '저장' }).click();
  await page.getByText('tax.head@hanbit.example 사용자를 바꿨습니다.').waitFor();
  expect(await row('p6').textContent()).toContain('세무과, 건축과');
});

test('a new password and doing without the second factor are asked about first', async () => {
  await openPerson('tax.head@hanbit.example');
  await page.getByRole('button', { name: '2단계 인증 없애기' }).click();
  await page.getByText('본인이 맞는지 먼저 확인하십시오.', { exact: false }).waitFor();
  expect((await focused(page)).name).toBe('2단계 인증 없애기');
  await page.keyboard.press('Enter');
  await page.getByText('사용자의 2단계 인증을 없앴습니다.', { exact: false }).waitFor();
  await page.getByRole('button', { name: '비밀번호 다시 만들기' }).click();
  await page.getByRole('button', { name: '새 비밀번호 만들기' }).click();
  await page.getByTestId('made-password-text').waitFor();
  expect(await page.getByTestId('made-password-text').textContent()).toBe('mossy-lantern-4821-orbit');
});
