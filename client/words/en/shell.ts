// The English of the frame around the desk screens.
import type { shell as korean } from '../ko/shell.js';
import type { SameKeys } from '../sameKeys.js';

export const shell: SameKeys<typeof korean> = {
  skip: 'Skip to the content',
  menu: 'Menu',
  menuClose: 'Close menu',
  screens: 'Screens',
  own: 'Signed in',
  group: { records: 'Records', keeping: 'Administration' },
  screen: {
    wall: 'Live board',
    directory: 'Directory',
    audit: 'Access record',
    review: 'Monthly review',
    people: 'People',
    sessions: 'Sessions',
    links: 'Television links',
    account: 'My account',
  },
  role: {
    admin: 'Administrator',
    auditor: 'Auditor',
    supervisor: 'Supervisor',
    shopper: 'Mystery shopper',
    official: 'Official',
    tv: 'Television',
  },
  notFound: 'There is no screen at this address',
  notFoundNext: 'Choose one from the menu.',
  forbidden: 'Your account may not see this screen',
  forbiddenNext: 'If you need it, ask the administrator.',
};
