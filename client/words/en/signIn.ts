// The English of the sign-in page.
import type { signIn as korean } from '../ko/signIn.js';
import type { SameKeys } from '../sameKeys.js';

export const signIn: SameKeys<typeof korean> = {
  heading: 'Live board',
  lead: 'The calls to city hall, as they are right now.',
  email: 'Email',
  password: 'Password',
  submit: 'Sign in',
  busy: 'Checking',
  unreachable: 'Connecting to the server. This page opens by itself once it answers.',
  error: {
    empty: 'Please fill in both email and password.',
    email: 'That does not look like an email address. Example: name@city.example',
    wrong: 'Email or password is wrong. Please enter them again.',
    tooMany: 'Too many attempts. Please sign in again in one minute.',
    origin: 'The board cannot be opened at this address. Ask the administrator to register it.',
    network: 'The server cannot be reached. Check the network connection and press again.',
    server: 'The server has a problem. Try again shortly; if it stays, tell the administrator.',
  },
};
