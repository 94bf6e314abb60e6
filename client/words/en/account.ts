// The English of the own account: /account, and the first password.
import type { account as korean } from '../ko/account.js';
import type { SameKeys } from '../sameKeys.js';

export const account: SameKeys<typeof korean> = {
  since: 'This account was made on {{time}}.',
  password: {
    heading: 'Password',
    lead: 'Changing it signs you out everywhere else.',
    current: 'Current password',
    made: 'Password you were given',
    next: 'New password',
    again: 'New password again',
    hint: '{{n}} characters or more. A long sentence that you remember works well.',
    submit: 'Change password',
    changed: 'Your password is changed. You are signed out everywhere else.',
    first: 'Choose a new password',
    firstLead: 'The password that you were given works only this once. You can start right after.',
    problem: {
      required: 'Please fill this in.',
      tooShort: 'Please use {{n}} characters or more.',
      same: 'Please choose one that differs from the current password.',
      differs: 'This differs from the new password above. Please enter it again.',
    },
  },
  totp: {
    heading: 'Second factor',
    lead: 'After the password, a code from the authenticator app on your phone is asked for.',
    on: 'On',
    off: 'Off',
    codesLeft: 'Recovery codes left: {{n}}',
    add: 'Turn on second factor',
    remove: 'Turn off second factor',
    title: 'Turn on the second factor',
    scan: 'Scan the picture with an authenticator app, then enter the six digits that it shows.',
    picture: 'QR code for an authenticator app. The key below can be typed instead.',
    secret: 'If you cannot scan it, type this key into the app.',
    code: 'Code shown by the app',
    codeHint: 'Six digits, new every 30 seconds.',
    codeProblem: 'Please enter six digits.',
    confirm: 'Check and turn on',
    codesTitle: 'Keep your recovery codes',
    codesLead: 'Each works once in place of a code when your phone is not at hand. Write them down or keep them safe.',
    codesKept: 'I have kept them',
    removeTitle: 'Turn off the second factor',
    removeLead: 'The password alone will then sign you in, and the recovery codes stop working.',
    removed: 'The second factor is off.',
  },
  sessions: {
    heading: 'Where you are signed in',
    endOthers: 'Sign out everywhere else',
  },
};
