// Knowing a caller again without storing more about anybody: a keyed hash of the number, made once per call.
import { createHmac } from 'node:crypto';
import type { Call } from '../calls/call.js';
import { isWithheld } from '../calls/isWithheld.js';
import { normaliseAddress } from '../directory/normaliseAddress.js';

type Caller = Pick<Call, 'direction' | 'from'>;

/** Null where nobody can tell who called: two who withhold their numbers are never taken for one. */
export type CallerKeyOf = (call: Caller, known?: { call: Caller; callerKey?: string | null }) => string | null;

/**
 * @param hashKey HASH_KEY: without it a hash of so few numbers would be undone by trying them all.
 * The function it returns costs some 20 µs, and nothing where `known` is the same call as it was stored before.
 */
export function createCallerKeys(hashKey: string): CallerKeyOf {
  return (call, known) => {
    const isSame = known?.call.from === call.from && known.call.direction === call.direction;
    if (isSame && known?.callerKey !== undefined) return known.callerKey;
    if (call.direction !== 'inbound' || call.from === null || isWithheld(call.from)) return null;
    const caller = normaliseAddress(call.from);
    return caller === undefined ? null : createHmac('sha256', hashKey).update(caller).digest('base64url');
  };
}
