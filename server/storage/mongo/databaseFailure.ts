// What MongoDB's driver throws, told neutrally: no address, no password, no document in the message.
import { MongooseError, mongo } from 'mongoose';
import { systemClock } from '../../base/clock.js';
import { StorageError } from '../port.js';

export function serverErrorCode(error: unknown): number | undefined {
  return error instanceof mongo.MongoError && typeof error.code === 'number' ? error.code : undefined;
}

// AuthenticationFailed, Unauthorized, and Atlas's own.
const signInCodes: readonly unknown[] = [18, 13, 8000];

export const unconfirmed = 'MongoDB did not confirm the write; it may or may not have happened.';

const addressErrors: readonly string[] = ['MongoParseError', 'MongoInvalidArgumentError', 'MongoRuntimeError'];

function describe(error: unknown): string {
  // By name: the parser of addresses has error classes of its own.
  if (error instanceof Error && addressErrors.includes(error.name)) {
    return 'MONGODB_URI is not a valid MongoDB address.';
  }
  if (signInCodes.includes(serverErrorCode(error))) {
    return 'MongoDB refused the sign-in or the right to write; check the user and password in MONGODB_URI.';
  }
  if (error instanceof mongo.MongoBulkWriteError) return unconfirmed;
  if (error instanceof mongo.MongoServerError) return 'MongoDB refused the request.';
  return 'MongoDB does not answer; check that it runs and that MONGODB_URI names it.';
}

export function databaseFailure(error: unknown): StorageError {
  return error instanceof StorageError ? error : new StorageError('unavailable', describe(error), { cause: error });
}

/** A connection cut under a request comes up as the socket's own error, which the driver passes on as it is. */
function isSocketFailure(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^E[A-Z]+$/.test(code);
}

/**
 * Three seconds to find a server, eight for its answer, six for its majority: what waits longer than all of them together
 * waits for ever. (A request written while its socket is being destroyed does, in the driver of mongodb 7.)
 */
const longestAnswerMs = 20_000;

/** @throws StorageError 'unavailable' when the driver itself does not come back; the fate of a write is then unknown. */
export function inTime<Answer>(request: Promise<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const cancel = systemClock.at(systemClock.now() + longestAnswerMs, () => {
      reject(new StorageError('unavailable', 'MongoDB was asked and nothing came back.'));
    });
    void request.then(resolve, reject).finally(cancel);
  });
}

/** Runs a request and translates what the driver throws; a caller's own mistake stays what it is. */
export async function asking<Answer>(request: () => Promise<Answer>): Promise<Answer> {
  return askingLong(() => inTime(request()));
}

/** For what may take as long as it takes. */
export async function askingLong<Answer>(request: () => Promise<Answer>): Promise<Answer> {
  try {
    return await request();
  } catch (error) {
    const isDatabase = error instanceof mongo.MongoError || error instanceof MongooseError || isSocketFailure(error);
    throw isDatabase ? databaseFailure(error) : error;
  }
}
