// The English of the screen /sessions.
import type { sessions as korean } from '../ko/sessions.js';
import type { SameKeys } from '../sameKeys.js';

export const sessions: SameKeys<typeof korean> = {};
