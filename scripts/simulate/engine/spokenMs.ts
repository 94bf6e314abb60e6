// How long a caller listens to what TwiML plays.
import type { GatherVerb } from '../twiml/verbs.js';

/** About the pace of a spoken Korean sentence, ms per character. */
const sayMsPerCharacter = 140;
/** What is in a recording of ours nobody asks here. */
const playMs = 3_000;

export function spokenMs(verb: GatherVerb['prompts'][number]): number {
  if (verb.verb === 'Say') return verb.text.length * sayMsPerCharacter;
  return verb.verb === 'Pause' ? verb.seconds * 1000 : playMs;
}
