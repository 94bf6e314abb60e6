// Asks a URL what to do next, and reads the answer; what cannot be followed ends the call and stands in the debugger.

import type { Fields } from '../requestFields.js';
import { readTwiml } from '../twiml/readTwiml.js';
import { TwimlError } from '../twiml/twimlError.js';
import type { Hook, Verb } from '../twiml/verbs.js';
import { nowOf } from './leg.js';
import type { Leg } from './model.js';

/** Null when there is nothing to follow: a spoken error, and the end of the call. @throws when the stand-in is stopped. */
export async function fetchTwiml(leg: Leg, hook: Hook, fields: Fields): Promise<Verb[] | null> {
  const { call } = leg;
  const { sid } = leg.facts;
  const answered = await call.sending.ask({ at: nowOf(leg), sid, hook, fields, wants: 'twiml' });
  call.exchange.stopping.throwIfAborted();
  if (answered.problem) {
    // The wire has told the debugger.
    call.warnings.push(`No answer from ${hook.url.replace(/[?#].*/, '')} (${answered.problem.code}).`);
    return null;
  }
  return followTwiml(leg, answered.body, hook.url.replace(/#.*/, ''));
}

export function followTwiml(leg: Leg, body: string, base: string): Verb[] | null {
  try {
    const verbs = readTwiml(body, base);
    leg.documentUrl = base;
    return verbs;
  } catch (error) {
    if (!(error instanceof TwimlError)) throw error;
    fail(leg, error.code, error.message);
    return null;
  }
}

export function fail(leg: Leg, code: number, message: string): void {
  leg.call.warnings.push(message);
  leg.call.exchange.log({ at: nowOf(leg), sid: leg.facts.sid, level: 'error', code, message });
}
