// A live call that has gone silent is asked about by REST: a lost end is recovered as an event with Twilio's own stamp,
// marked by its key, so that the call leaves the board and is judged on what is known.
import type { Clock } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import type { StatusEvent } from '../calls/callEvent.js';
import { isTerminal } from '../calls/legs.js';
import { AskingStopped, type Pace } from './pace.js';
import type { RestLeg } from './readRest.js';
import type { TwilioRest } from './twilioRest.js';

/** A live call, the receipt of its latest event in ms, whether that was a Dial's action, and legs whose end nobody told. */
export interface SilentCall {
  id: string;
  heardAt: number;
  isAfterAction: boolean;
  openLegs: readonly string[];
}

export interface SilentCallParts {
  rest: Pick<TwilioRest, 'leg'>;
  pace: Pick<Pace, 'ask'>;
  liveCalls: () => SilentCall[];
  ingest: (event: StatusEvent) => Promise<void>;
  /** Whether the board has to say that nobody knows at this moment if the call goes on. */
  onDoubt: (callId: string, isUnconfirmed: boolean) => void;
  clock: Clock;
  logger: Logger;
}

const sweepEveryMs = 10_000;
/** A Dial's action is followed at once by the next desk's bell, or by the citizen's own end. */
const afterActionMs = 30_000;
/** Of talk, of which nothing is told until it ends. */
const silenceMs = 5 * 60_000;

/** @param legSid equal to `rootSid` for the citizen's own leg. */
export function toRecoveredEvent(
  rootSid: string,
  legSid: string,
  leg: RestLeg & { endedAt: number },
  receivedAt: number,
): StatusEvent {
  const directions = ['inbound', 'outbound-api', 'outbound-dial'] as const;
  const direction = directions.find((word) => word === leg.direction);
  return {
    kind: 'status',
    key: `rest:${legSid}:${leg.status}`,
    callSid: legSid,
    rootSid,
    receivedAt,
    stamp: { ms: leg.endedAt, exact: false },
    status: leg.status,
    from: leg.from,
    to: leg.to,
    ...(direction ? { direction } : {}),
    raw: [
      ['Source', 'REST'],
      ['CallStatus', leg.status],
      ['EndTime', new Date(leg.endedAt).toISOString()],
    ],
  };
}

export interface SilentCallCheck {
  start(): void;
  /** One round now; rounds do not overlap. */
  sweep(): Promise<void>;
  stop(): void;
}

export function createSilentCallCheck(parts: SilentCallParts): SilentCallCheck {
  const { rest, pace, liveCalls, ingest, onDoubt, clock, logger } = parts;
  /** When Twilio last said that a call goes on. */
  const confirmedAt = new Map<string, number>();
  let isStopped = false;
  let isSweeping = false;
  let cancel = () => {};

  async function ask(call: SilentCall): Promise<void> {
    for (const sid of [...call.openLegs, call.id]) {
      const leg = await pace.ask(() => rest.leg(sid));
      if (leg?.endedAt != null && isTerminal(leg.status)) {
        await ingest(toRecoveredEvent(call.id, sid, { ...leg, endedAt: leg.endedAt }, clock.now()));
      }
      if (isStopped) return;
    }
    confirmedAt.set(call.id, clock.now());
    onDoubt(call.id, false);
  }

  function isSilent({ id, heardAt, isAfterAction }: SilentCall): boolean {
    const confirmed = confirmedAt.get(id) ?? Number.NEGATIVE_INFINITY;
    const limit = isAfterAction && confirmed < heardAt ? afterActionMs : silenceMs;
    return Math.max(heardAt, confirmed) + limit <= clock.now();
  }

  async function sweep(): Promise<void> {
    if (isSweeping) return;
    isSweeping = true;
    try {
      const live = liveCalls();
      const ids = new Set(live.map(({ id }) => id));
      for (const id of confirmedAt.keys()) if (!ids.has(id)) confirmedAt.delete(id);
      const silent = live.filter(isSilent);
      for (const { id } of silent) onDoubt(id, true);
      for (const call of silent) {
        if (isStopped) return;
        await ask(call);
      }
    } catch (error) {
      // Nothing is lost: the next round asks again, and after 4 h 5 min the call leaves the board anyway.
      if (!(error instanceof AskingStopped))
        logger.warn({ err: error }, 'Twilio could not be asked about silent calls');
    } finally {
      isSweeping = false;
    }
  }

  function plan(): void {
    if (isStopped) return;
    cancel = clock.at(clock.now() + sweepEveryMs, () => void sweep().finally(plan));
  }

  return {
    start: plan,
    sweep,
    stop() {
      isStopped = true;
      cancel();
    },
  };
}
