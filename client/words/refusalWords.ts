// What a refusal means to the person in front of it: one key of shared.problem, each a sentence that says what to do next.
import type { Refusal } from '../api/request.js';
import type { shared } from './ko/shared.js';

export function refusalWords({ status, code }: Refusal): `shared.problem.${keyof typeof shared.problem}` {
  if (status === null) return 'shared.problem.network';
  if (code === 'STORAGE_UNAVAILABLE') return 'shared.problem.storage';
  switch (status) {
    case 401:
      return 'shared.problem.signedOut';
    case 403:
      return 'shared.problem.forbidden';
    case 404:
      return 'shared.problem.notFound';
    case 409:
      return 'shared.problem.conflict';
    case 429:
      return 'shared.problem.tooMany';
    default:
      return status < 500 ? 'shared.problem.invalid' : 'shared.problem.server';
  }
}
