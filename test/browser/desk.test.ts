// The desk beside the wall: its menu, its addresses, the keyboard, and every screen in both languages and themes.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { SessionView } from '../../server/contract/session.js';
import { openBrowser } from '../support/browser.js';
import { adminSession } from './deskCity.js';
import { type DeskOptions, type DeskPage, focused, laptop, openDesk, phone, tabTo, violations } from './deskPage.js';

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
  desk = await openDesk(browser, path, options);
  return desk.page;
}

const official: SessionView = { ...adminSession, role: 'official', abilities: ['account.own'] };

describe('the menu', () => {
  test('offers an administrator every screen and an official only the own account', async () => {
    const links = (page: typeof desk.page) => page.getByRole('banner').getByRole('link').allTextContents();
    const page = await open('/people');
    await page.getByRole('heading', { level: 1, name: '사용자' }).waitFor();
    expect(await links(page)).toEqual([
      '현황판',
      '조직과 전화',
      '접속기록',
      '접속기록 점검',
      '사용자',
      '로그인 현황',
      '전광판 링크',
      '내 계정',
    ]);
    expect(await page.locator('[aria-current="page"]').allTextContents()).toEqual(['사용자']);
    await desk.close();
    const other = await open('/account', { session: official });
    await other.getByRole('heading', { level: 1, name: '내 계정' }).waitFor();
    expect(await links(other)).toEqual(['내 계정']);
  });

  test('leads from screen to screen and back without loading the page again', async () => {
    const page = await open('/people');
    await page.getByTestId('person-row').first().waitFor();
    await page.evaluate('window.isSamePage = true');
    await page.getByRole('link', { name: '전광판 링크' }).click();
    await page.getByRole('heading', { level: 1, name: '전광판 링크' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/links');
    expect(await page.title()).toBe('전광판 링크 · 삼삼삼');
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: '사용자' }).waitFor();
    expect(await page.evaluate('window.isSamePage')).toBe(true);
    expect(desk.problems).toEqual([]);
  });

  test('signs out, and whoever signs in again is back at the same screen', async () => {
    const page = await open('/links');
    await page.getByTestId('link-row').first().waitFor();
    await page.getByRole('button', { name: '로그아웃' }).click();
    await page.getByLabel('이메일').fill('admin@hanbit.example');
    await page.getByLabel('비밀번호').fill('right');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '전광판 링크' }).waitFor();
  });

  test('leads to sign-in when the session ends under an open screen', async () => {
    const page = await open('/people');
    await page.getByTestId('person-row').first().waitFor();
    desk.fixture.setSignedIn(false);
    await page.getByRole('button', { name: '더 보기' }).click();
    await page.getByLabel('비밀번호').waitFor();
  });
});

describe('an address', () => {
  test('without a screen says so, and one that is not allowed does too', async () => {
    const page = await open('/nowhere');
    await page.getByRole('heading', { level: 1, name: '이 주소에는 화면이 없습니다' }).waitFor();
    await desk.close();
    const other = await open('/people', { session: official });
    await other.getByRole('heading', { level: 1, name: '이 화면을 볼 권한이 없습니다' }).waitFor();
    expect(await other.getByTestId('person-row').count()).toBe(0);
  });

  test('of the wall leads whoever may see no board to their own first screen', async () => {
    const page = await open('/', { session: official });
    await page.getByRole('heading', { level: 1, name: '내 계정' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/account');
  });

  test('of a desk screen shows a television the wall, without a way to the desk or out', async () => {
    const session: SessionView = {
      ...adminSession,
      role: 'tv',
      email: '1층',
      abilities: ['board.view'],
      expiresAt: null,
    };
    const page = await open('/people', { session });
    await page.getByTestId('board').waitFor();
    expect(await page.getByRole('link').count()).toBe(0);
    expect(await page.getByRole('button', { name: '로그아웃' }).count()).toBe(0);
  });

  test('of the wall has one quiet link to the desk', async () => {
    const page = await open('/');
    await page.mouse.move(400, 400);
    await page.getByRole('link', { name: '업무 화면' }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/directory');
  });
});

describe('the keyboard', () => {
  test('reaches the content past the menu, opens a dialog, stays in it, and comes back', async () => {
    const page = await open('/people');
    await page.getByTestId('person-row').first().waitFor();
    await page.keyboard.press('Tab');
    expect((await focused(page)).name).toBe('본문으로 건너뛰기');
    await page.keyboard.press('Enter');
    const stops = await tabTo(page, '바꾸기: audit@hanbit.example');
    expect(stops[0]?.name).toBe('사용자 추가');
    for (const { name, outline } of stops) expect([name, outline]).toEqual([name, 'solid 3px']);

    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'audit@hanbit.example' }).waitFor();
    expect((await focused(page)).name).toBe('역할');
    const inside = await tabTo(page, '저장');
    expect(inside.every((stop) => stop.isInDialog && stop.outline === 'solid 3px')).toBe(true);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect((await focused(page)).name).toBe('바꾸기: audit@hanbit.example');
  });

  test('moves to the content when a screen changes, so that the next Tab is not in the old menu', async () => {
    const page = await open('/people');
    await page.getByTestId('person-row').first().waitFor();
    await tabTo(page, '전광판 링크');
    await page.keyboard.press('Enter');
    await page.getByTestId('link-row').first().waitFor();
    await page.keyboard.press('Tab');
    expect((await focused(page)).name).toBe('링크 만들기');
  });

  test('leaves the focus on the heading when what opened a dialog is gone', async () => {
    const page = await open('/links');
    await page.getByTestId('link-row').first().waitFor();
    await tabTo(page, '없애기: 세무과 벽면');
    await page.keyboard.press('Enter');
    await tabTo(page, '없애기');
    await page.keyboard.press('Enter');
    await page.getByText('세무과 벽면 링크를 없앴습니다.').waitFor();
    await page.locator('[data-testid="link-row"][data-id="l2"]').waitFor({ state: 'detached' });
    expect((await focused(page)).name).toBe('전광판 링크');
  });
});

const screens = [
  ['/account', 'ko', 'light', phone],
  ['/account', 'en', 'dark', laptop],
  ['/people', 'ko', 'dark', laptop],
  ['/people', 'en', 'light', phone],
  ['/sessions', 'ko', 'light', laptop],
  ['/sessions', 'en', 'dark', phone],
  ['/links', 'ko', 'dark', phone],
  ['/links', 'en', 'light', laptop],
] as const;

test.each(screens)(
  '%s breaks no rule of WCAG 2.2 AA in %s, %s, and fits its width',
  async (path, language, theme, viewport) => {
    const page = await open(`${path}?lang=${language}&theme=${theme}`, { context: { viewport } });
    await page.getByRole('table').first().waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width);
    if (language === 'en') {
      const said = (await page.locator('main').textContent())?.replaceAll(/1층 민원실|세무과 벽면/g, '');
      expect(said).not.toMatch(/[가-힣]/);
    }
    if (viewport === phone) {
      for (const target of await page.locator('button:visible, select:visible, input:visible').all())
        expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    }
    expect(desk.problems).toEqual([]);
  },
  // The rules of WCAG are many: on a busy machine they take their time.
  60_000,
);
