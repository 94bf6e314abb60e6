// A desk screen in a real browser: opened, listened to for faults, and looked at for what people with other senses meet.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { quietScene } from './boardFixture.js';
import { createDesk } from './deskFixture.js';
import { type Fixture, type FixtureOptions, openFixture } from './fixtureServer.js';

export const built = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'dist', 'client');

export const laptop = { width: 1280, height: 720 };
export const phone = { width: 390, height: 844 };

export interface DeskPage {
  page: Page;
  fixture: Fixture;
  /** Errors of the page and of its console; a refusal that a test provokes is none. */
  problems: string[];
  close: () => Promise<void>;
}

export interface DeskOptions extends FixtureOptions {
  isSignedOut?: boolean;
  context?: BrowserContextOptions;
}

export async function openDesk(browser: Browser, path: string, options: DeskOptions = {}): Promise<DeskPage> {
  const { isSignedOut = false, context: contextOptions, ...fixtureOptions } = options;
  const fixture = await openFixture(built, quietScene(Date.now()), { apis: [createDesk()], ...fixtureOptions });
  if (isSignedOut) fixture.setSignedIn(false);
  const context = await browser.newContext({ viewport: laptop, ...contextOptions });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) problems.push(message.text());
  });
  await page.goto(fixture.url + path);
  return {
    page,
    fixture,
    problems,
    async close() {
      await context.close();
      await fixture.close();
    },
  };
}

/** Rules of WCAG 2.2 up to AA that the page breaks, with the first element that breaks each. */
export async function violations(page: Page): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const found = await new AxeBuilder({ page }).withTags(tags).analyze();
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

export interface Focused {
  name: string;
  /** What the eye sees of the focus. */
  outline: string;
  isInDialog: boolean;
}

/** What has the focus now. */
export function focused(page: Page): Promise<Focused> {
  return page.evaluate<Focused>(`(() => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const name = element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent;
    return { name: name.trim(), outline: style.outlineStyle + ' ' + style.outlineWidth, isInDialog: element.closest('dialog') !== null };
  })()`);
}

/** Presses Tab until something by that name has the focus; every stop on the way must show that it has it. */
export async function tabTo(page: Page, name: string, mostStops = 40): Promise<Focused[]> {
  const stops: Focused[] = [];
  for (let n = 0; n < mostStops; n++) {
    await page.keyboard.press('Tab');
    const stop = await focused(page);
    stops.push(stop);
    if (stop.name === name) return stops;
  }
  throw new Error(`Tab never came to "${name}": ${stops.map((stop) => stop.name).join(' | ')}`);
}
