// What truly happened in a simulated call, in exact milliseconds, for tests to compare the product's figures with.

export interface LegOutcome {
  sid: string;
  to: string;
  /** 0 for the first Dial of the call. */
  dial: number;
  initiatedAt: number;
  /** null when the telephone never rang, or its ringing is never reported. */
  ringingAt: number | null;
  answeredAt: number | null;
  endedAt: number;
  status: string;
  answer: 'human' | 'machine' | 'fax' | 'unknown' | 'lost-race' | 'none';
}

export interface CallOutcome {
  sid: string;
  from: string;
  to: string;
  startedAt: number;
  endedAt: number;
  /** `refused`: nobody was dialled, because the number is unknown or the answer could not be followed. */
  end: 'answered' | 'abandoned' | 'no-answer' | 'busy' | 'failed' | 'machine' | 'refused';
  /** Voice request to first human answer. */
  waitMs: number | null;
  /** First ring of any telephone dialled before the first human answer, to that answer. */
  ringMs: number | null;
  /** First human answer to the end of the last person's leg. */
  talkMs: number | null;
  answeredBy: string | null;
  hungUpFirst: 'caller' | 'official' | null;
  /** Last word to the end of the last talk; null when nobody knows, as nothing was said or something cut it short. */
  pauseMs: number | null;
  /** Blind transfers asked for; `answered` when a person took it. */
  transfers: { fromSid: string; toSid: string | null; answered: boolean }[];
  legs: LegOutcome[];
  /** Who was truly connected with whom, machines included: through a Dial, a queue or as the first two of a conference. */
  connections: { sid: string; withSid: string; from: number; to: number | null }[];
  /** The answers that could not be followed, as Twilio's debugger would list them. */
  warnings: string[];
}
