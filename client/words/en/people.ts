// The English of the screen /people.
import type { people as korean } from '../ko/people.js';
import type { SameKeys } from '../sameKeys.js';

export const people: SameKeys<typeof korean> = {};
