// The English of the sign-in page.
import type { signIn as korean } from '../ko/signIn.js';
import type { SameKeys } from '../sameKeys.js';

export const signIn: SameKeys<typeof korean> = {
  heading: 'Live board',
  lead: 'The calls to city hall, as they are right now.',
  email: 'Email',
  password: 'Password',
  code: 'Second factor',
  codeHint: 'The six digits of your app, or one recovery code',
  sso: 'Sign in with {{name}}',
  submit: 'Sign in',
  busy: 'Checking',
  unreachable: 'Connecting to the server. This page opens by itself once it answers.',
  error: {
    empty: 'Please fill in both email and password.',
    email: 'That does not look like an email address. Example: name@city.example',
    wrong: 'Email or password is wrong. Please enter them again.',
    locked:
      'Too many wrong passwords: the account is locked. Wait 15 minutes, enter a recovery code, or ask the administrator to unlock it.',
    codeRequired: 'Please enter the code that your authenticator app shows.',
    codeWrong: 'The code is wrong or has been used already. Enter the one that your app shows now.',
    linkUsed: 'This television link has been used already or was revoked. Ask the administrator for a new one.',
    ssoFailed: 'Single sign-on did not succeed. Try again, or sign in with your password.',
    ssoNoAccount: 'Nobody is registered with this email address. Ask the administrator to add you.',
    ssoUnavailable: 'The single sign-on server does not answer. Please sign in with your password.',
    tooMany: 'Too many attempts. Please sign in again in one minute.',
    origin: 'The board cannot be opened at this address. Ask the administrator to register it.',
    network: 'The server cannot be reached. Check the network connection and press again.',
    server: 'The server has a problem. Try again shortly; if it stays, tell the administrator.',
  },
};
