// Turns a refusal into the one sentence that says what to do next.
import type { Answer } from '../../api/request.js';

export type SignInProblem = 'empty' | 'email' | 'wrong' | 'tooMany' | 'origin' | 'network' | 'server';

export function signInProblem(answer: Extract<Answer<unknown>, { ok: false }>): SignInProblem {
  if (answer.status === null) return 'network';
  switch (answer.code) {
    case 'SIGN_IN_FAILED':
      return 'wrong';
    case 'TOO_MANY_REQUESTS':
      return 'tooMany';
    case 'ORIGIN_REFUSED':
      return 'origin';
    case 'BAD_REQUEST':
      return 'email';
    default:
      return answer.status === 401 ? 'wrong' : 'server';
  }
}
