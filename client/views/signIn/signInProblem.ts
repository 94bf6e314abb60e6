// Turns a refusal into the one sentence that says what to do next.
import type { Refusal } from '../../api/request.js';
import type { signIn } from '../../words/ko/signIn.js';

export type SignInProblem = keyof typeof signIn.error;

export function signInProblem({ status, code }: Refusal): SignInProblem {
  if (status === null) return 'network';
  switch (code) {
    case 'SIGN_IN_FAILED':
      return 'wrong';
    case 'SIGN_IN_LOCKED':
      return 'locked';
    case 'CODE_REQUIRED':
      return 'codeRequired';
    case 'CODE_WRONG':
      return 'codeWrong';
    case 'TOO_MANY_REQUESTS':
      return 'tooMany';
    case 'ORIGIN_REFUSED':
      return 'origin';
    case 'BAD_REQUEST':
      return 'email';
    default:
      return status === 401 ? 'wrong' : 'server';
  }
}

/** What brought somebody here by an address: a single sign-on that failed, a television's link that is used up. */
export function arrivalProblem(query: URLSearchParams): SignInProblem | null {
  if (query.get('tv') === 'used') return 'linkUsed';
  switch (query.get('sso')) {
    case null:
      return null;
    case 'no-account':
      return 'ssoNoAccount';
    case 'unavailable':
      return 'ssoUnavailable';
    default:
      return 'ssoFailed';
  }
}
