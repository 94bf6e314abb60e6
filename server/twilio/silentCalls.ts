// A live call that has gone silent is asked about by REST: a lost end is recovered as an event with Twilio's own stamp,
// marked by its key, so that the call leaves the board and is judged on what is known.
import type { Clock } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import type { StatusEvent } from '../calls/callEvent.js';
import { isTerminal } from '../calls/legs.js';
import type { RestLeg, TwilioRest } from './twilioRest.js';

/** A live call, the receipt of its latest event in ms, and its legs whose end nobody has told. */
export interface SilentCall {
  id: string;
  heardAt: number;
  openLegs: readonly string[];
}

export interface SilentCallParts {
  rest: Pick<TwilioRest, 'leg'>;
  liveCalls: () => SilentCall[];
  ingest: (event: StatusEvent) => Promise<void>;
  clock: Clock;
  logger: Logger;
}

const sweepEveryMs = 60_000;
/** Past the three minutes that most talks take. */
const silenceMs = 4 * 60_000;
const askAgainMs = 5 * 60_000;
/** One question after the other, a second apart: REST is shared with whatever else uses the account. */
const gapMs = 1_000;

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

export function createSilentCallCheck({ rest, liveCalls, ingest, clock, logger }: SilentCallParts): SilentCallCheck {
  const askedAt = new Map<string, number>();
  let isStopped = false;
  let isSweeping = false;
  let cancel = () => {};

  const pause = () =>
    new Promise<void>((resolve) => {
      cancel = clock.at(clock.now() + gapMs, resolve);
    });

  async function ask(call: SilentCall): Promise<void> {
    for (const sid of [...call.openLegs, call.id]) {
      const leg = await rest.leg(sid);
      if (leg?.endedAt != null && isTerminal(leg.status)) {
        await ingest(toRecoveredEvent(call.id, sid, { ...leg, endedAt: leg.endedAt }, clock.now()));
      }
      if (isStopped) return;
      await pause();
    }
  }

  async function sweep(): Promise<void> {
    if (isSweeping) return;
    isSweeping = true;
    try {
      const now = clock.now();
      const live = liveCalls();
      const ids = new Set(live.map(({ id }) => id));
      for (const id of askedAt.keys()) if (!ids.has(id)) askedAt.delete(id);
      const silent = live.filter(
        ({ id, heardAt }) => heardAt + silenceMs <= now && (askedAt.get(id) ?? 0) + askAgainMs <= now,
      );
      for (const call of silent) {
        if (isStopped) return;
        askedAt.set(call.id, now);
        await ask(call);
      }
    } catch (error) {
      // Nothing is lost: the next round asks again, and after 4 h 5 min the call leaves the board anyway.
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
