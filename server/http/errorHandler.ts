// The one place where a failure becomes an answer: expected ones as they stand, all others logged and answered neutrally.
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from '../base/logger.js';
import type { ErrorCode } from '../contract/errorView.js';
import { StorageError, type StorageErrorCode } from '../storage/port.js';
import { AppError, statusOf } from './errors.js';
import { noteRefusal, pathOnly } from './requestLog.js';

/** The words of Express's body parsers for what a sender did wrong. */
const parserFaults: Readonly<Record<string, ErrorCode>> = {
  'charset.unsupported': 'TYPE_UNSUPPORTED',
  'encoding.unsupported': 'TYPE_UNSUPPORTED',
  'entity.parse.failed': 'BAD_REQUEST',
  'entity.too.large': 'BODY_TOO_LARGE',
  'parameters.too.many': 'BODY_TOO_LARGE',
  'request.aborted': 'BAD_REQUEST',
  'request.size.invalid': 'BAD_REQUEST',
};

const storageFaults: Partial<Record<StorageErrorCode, ErrorCode>> = {
  cursor: 'CURSOR_INVALID',
  unavailable: 'STORAGE_UNAVAILABLE',
};

function field(error: unknown, name: 'type' | 'status'): unknown {
  return typeof error === 'object' && error !== null && name in error ? Reflect.get(error, name) : undefined;
}

/** Undefined for what nobody expected. */
export function toAppError(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error;
  const stored = error instanceof StorageError ? storageFaults[error.code] : undefined;
  if (stored) return new AppError(stored);
  const parsed = parserFaults[String(field(error, 'type'))];
  if (parsed) return new AppError(parsed);
  // Express marks a wrongly encoded path or body with a 4xx status of its own.
  const status = field(error, 'status');
  return typeof status === 'number' && status >= 400 && status < 500 ? new AppError('BAD_REQUEST') : undefined;
}

export function handleErrors(logger: Logger): ErrorRequestHandler {
  return (error, request, response, next) => {
    const expected = toAppError(error);
    if (!expected || statusOf(expected.code) >= 500) {
      logger.error({ err: error, method: request.method, path: pathOnly(request.path) }, 'a request failed');
    }
    // Half an answer cannot be mended: Express then closes the connection.
    if (response.headersSent) return next(error);
    const answer = expected ?? new AppError('INTERNAL');
    noteRefusal(response, answer.code);
    response.status(statusOf(answer.code)).json(answer.view);
  };
}

export const refuseUnknownPath: RequestHandler = () => {
  throw new AppError('NOT_FOUND');
};
