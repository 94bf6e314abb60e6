// The English of the screen /directory.
import type { directory as korean } from '../ko/directory.js';
import type { SameKeys } from '../sameKeys.js';

export const directory: SameKeys<typeof korean> = {};
