// What a refusal means to the person in front of it: one key of shared.problem, each a sentence that says what to do next.
import type { ErrorCode } from '../../server/contract/errorView.js';
import type { Refusal } from '../api/request.js';
import type { shared } from './ko/shared.js';

type Problem = keyof typeof shared.problem;

const byCode: Partial<Record<ErrorCode, Problem>> = {
  STORAGE_UNAVAILABLE: 'storage',
  CODE_WRONG: 'code',
  EMAIL_TAKEN: 'emailTaken',
  LAST_ADMIN: 'lastAdmin',
  PASSWORD_WRONG: 'password',
  CURSOR_INVALID: 'cursor',
};

const byStatus: Record<number, Problem> = {
  401: 'signedOut',
  403: 'forbidden',
  404: 'notFound',
  409: 'conflict',
  413: 'tooLarge',
  429: 'tooMany',
};

function problemOf({ status, code }: Refusal): Problem {
  if (status === null) return 'network';
  return (code && byCode[code]) ?? byStatus[status] ?? (status < 500 ? 'invalid' : 'server');
}

export function refusalWords(refusal: Refusal): `shared.problem.${Problem}` {
  return `shared.problem.${problemOf(refusal)}`;
}
