// The English of the screen /links.
import type { links as korean } from '../ko/links.js';
import type { SameKeys } from '../sameKeys.js';

export const links: SameKeys<typeof korean> = {};
