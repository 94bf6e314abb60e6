// The English of the television links: /links.
import type { links as korean } from '../ko/links.js';
import type { SameKeys } from '../sameKeys.js';

export const links: SameKeys<typeof korean> = {
  lead: 'The first screen that opens a link becomes a television: it only shows, needs no sign-in, and stays until revoked.',
  add: 'Make a link',
  addTitle: 'Make a television link',
  addSubmit: 'Make it',
  name: 'Name of the television',
  nameHint: 'Say where it hangs. Example: Ground floor, civil affairs',
  departments: 'Departments it shows',
  departmentsMissing: 'Choose at least one department, or the whole city.',
  column: { name: 'Name', places: 'Shows', made: 'Made by', opened: 'Opened on', lastSeenAt: 'Last seen' },
  waiting: 'not opened yet',
  made: {
    title: 'Link for {{name}}',
    lead: 'Open this address in the browser of the television. Only the first screen that opens it becomes one; then it is used up.',
  },
  revoke: 'Revoke',
  revokeLabel: 'Revoke: {{name}}',
  revokeTitle: 'Revoke the link of {{name}}',
  revokeLead: 'This television goes dark within 30 seconds and needs a new link to come back.',
  revoked: 'The link of {{name}} was revoked.',
  empty: 'There are no television links.',
  emptyNext: 'Make one and open it on the screen that hangs on the wall.',
};
