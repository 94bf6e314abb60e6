// What may happen to a leg from outside while it does whatever it does.
import type { Hook } from '../twiml/verbs.js';
import type { Command } from './command.js';
import type { Leg } from './leg.js';

export type Signal =
  /** Its person puts the receiver down, presses keys, or has the telephone send REFER. */
  | { kind: 'hung-up' }
  | { kind: 'pressed'; digits: string }
  | { kind: 'refers'; to: string }
  /** REST asks. */
  | { kind: 'command'; command: Command }
  /** Somebody else ended this leg, and has said so. */
  | { kind: 'over' }
  /** To a Dial: one of its telephones can be connected, has ended, or follows instructions of its own now. */
  | { kind: 'ready' | 'ended' | 'left'; leg: Leg }
  /** To a Dial whose telephone sent REFER. */
  | { kind: 'referred'; leg: Leg; to: string }
  /** To a member of a queue: an agent takes it, and the talk with that agent is over. */
  | { kind: 'taken'; by: Leg; whisper: Hook | null }
  | { kind: 'released'; result: 'bridged' | 'error' }
  /** To a Dial that waits for a queue to fill. */
  | { kind: 'joined' }
  /** To a participant: the conference ended, or REST removed it. */
  | { kind: 'conference-over' }
  | { kind: 'removed' };
