// What was asked for, or the code of the refusal: routes turn the latter into an answer.
import type { ErrorCode } from '../contract/errorView.js';

export type Outcome<T> = { ok: true; value: T } | { ok: false; code: ErrorCode };
