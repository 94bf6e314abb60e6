// Both drivers say the same when they are asked something after the end.
import { StorageError } from './port.js';

export function storeClosed(): StorageError {
  return new StorageError('unavailable', 'The store is closed.');
}
