// What somebody asks of a leg through REST.
import type { Hook } from '../twiml/verbs.js';

export type Command = { sid: string } & (
  | { ask: 'end' }
  | { ask: 'redirect'; twiml: string }
  | { ask: 'redirect'; to: Hook }
);
