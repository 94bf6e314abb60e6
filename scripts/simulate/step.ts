// What a simulated call does next, and what it is told back: the same call is played against HTTP or against a function.
import type { Fields } from './requestFields.js';

/** What REST shows of a leg. Times are exact ms; REST prints whole seconds. */
export interface LegState {
  sid: string;
  parentSid: string | null;
  from: string;
  to: string;
  direction: 'inbound' | 'outbound-api' | 'outbound-dial';
  status: string;
  answeredBy: string | null;
  createdAt: number;
  startedAt: number | null;
  answeredAt: number | null;
  endedAt: number | null;
}

/** What somebody asks of a leg through REST. */
export type Command = { sid: string } & (
  | { ask: 'end' }
  | { ask: 'redirect'; twiml: string }
  | { ask: 'redirect'; url: string }
);

export type Step =
  | { kind: 'wait'; until: number }
  | { kind: 'post'; at: number; sid: string; url: string; fields: Fields; wants: 'twiml' | 'nothing' }
  | { kind: 'leg'; leg: LegState }
  /** The official's own telephone system asks REST to send the citizen on. */
  | { kind: 'ask'; command: Command };

export interface Reply {
  /** Never before the step's own time. */
  at: number;
  /** Only to a wait that was cut short. */
  command?: Command;
  /** Only to a post that wants TwiML; null when no usable answer came. */
  body?: string | null;
}

export type Play<Result> = Generator<Step, Result, Reply>;
