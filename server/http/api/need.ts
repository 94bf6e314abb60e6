// Turns what a part of the house refused into the answer of a route.
import type { Outcome } from '../../identity/outcome.js';
import { AppError } from '../errors.js';

/** @throws AppError with the refusal's code. */
export function need<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new AppError(outcome.code);
  return outcome.value;
}
