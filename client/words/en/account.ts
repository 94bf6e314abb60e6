// The English of the screen /account.
import type { account as korean } from '../ko/account.js';
import type { SameKeys } from '../sameKeys.js';

export const account: SameKeys<typeof korean> = {};
