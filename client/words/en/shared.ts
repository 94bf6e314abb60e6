// The English that several desk screens share: buttons, states, and what a refusal means.
import type { shared as korean } from '../ko/shared.js';
import type { SameKeys } from '../sameKeys.js';

export const shared: SameKeys<typeof korean> = {
  actions: 'Actions',
  add: 'Add',
  save: 'Save',
  saving: 'Saving',
  cancel: 'Cancel',
  close: 'Close',
  done: 'I have noted it',
  copy: 'Copy',
  copied: 'Copied.',
  copyFailed: 'Could not copy. Select the text and copy it by hand.',
  retry: 'Try again',
  more: 'Show more',
  shown: '{{n}} shown',
  shownOfMore: '{{n}} shown, there are more',
  loading: 'Loading',
  all: 'All',
  city: 'Whole city',
  none: 'None',
  now: 'now',
  shownOnce: 'Shown now and never again.',
  required: 'Please fill this in.',
  problem: {
    network: 'The server cannot be reached. Check the network connection and try again.',
    server: 'The server has a problem. Try again shortly; if it stays, tell the administrator.',
    storage: 'Nothing can be stored right now. Try again shortly.',
    forbidden: 'Your account may not do this.',
    conflict: 'Somebody else changed it in the meantime. Reload and make your change again.',
    notFound: 'It no longer exists. Please reload.',
    tooMany: 'Too many attempts. Try again in one minute.',
    invalid: 'Something here is not right. Please check it.',
    signedOut: 'You are no longer signed in. Please sign in again.',
  },
};
