// The English of the open sessions: /sessions.
import type { sessions as korean } from '../ko/sessions.js';
import type { SameKeys } from '../sameKeys.js';

export const sessions: SameKeys<typeof korean> = {
  lead: 'Who is signed in right now, and where. End a session on a device that nobody knows.',
  leadOf: 'Where {{account}} is signed in.',
  everybody: 'Show everybody',
  column: {
    account: 'Account',
    browser: 'Device',
    place: 'Address',
    createdAt: 'Signed in',
    lastSeenAt: 'Last used',
    expiresAt: 'Ends by itself',
  },
  unknownBrowser: 'Unknown device',
  own: 'This device',
  end: 'End session',
  endLabel: 'End session: {{account}}, {{browser}}',
  endTitle: 'End this session',
  endLead: '{{account}} will be signed out on {{browser}} at once.',
  ended: 'The session has ended.',
  empty: 'Nobody is signed in.',
};
