// The screens beside the wall: address, what one must be allowed to do to open it, and where the menu puts it.
import type { Ability } from '../../server/contract/roles.js';

export const screens = [
  { name: 'directory', path: '/directory', ability: 'directory.view', group: null },
  { name: 'audit', path: '/audit', ability: 'audit.view', group: 'records' },
  { name: 'review', path: '/audit/review', ability: 'audit.review', group: 'records' },
  { name: 'people', path: '/people', ability: 'people.view', group: 'keeping' },
  { name: 'sessions', path: '/sessions', ability: 'sessions.view', group: 'keeping' },
  { name: 'links', path: '/links', ability: 'links.view', group: 'keeping' },
  { name: 'account', path: '/account', ability: 'account.own', group: 'own' },
] as const satisfies readonly { name: string; path: string; ability: Ability; group: string | null }[];

export type Screen = (typeof screens)[number];
export type ScreenName = Screen['name'];

export const wallPath = '/';

/** The screens that somebody with these abilities may open, in the menu's order. */
export function screensFor(abilities: readonly Ability[]): Screen[] {
  return screens.filter(({ ability }) => abilities.includes(ability));
}

/** Where the desk begins for them: undefined for a television, which has none. */
export function deskHome(abilities: readonly Ability[]): string | undefined {
  return screensFor(abilities)[0]?.path;
}
