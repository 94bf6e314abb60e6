// Rings a call centre's agents for those who wait: one request a second over all, the longest waiting citizen first, free agents
// in turn, one at a time for each citizen. What Twilio did not answer is never asked again.
import type { Clock } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import type { AgentRungEvent, StatusEvent } from '../calls/callEvent.js';
import { isTerminal } from '../calls/legs.js';
import { dialTimeLimitSeconds } from '../calls/limits.js';
import type { Target } from '../directory/directory.js';

/** What somebody waits for. */
export interface Waiting {
  rootSid: string;
  /** Of the line, which is the queue's name too. */
  number: string;
  agents: readonly Target[];
}

export type Rung = { kind: 'done'; value: { sid: string } } | { kind: 'refused' } | { kind: 'unknown' };

export interface DiallerParts {
  /** Places one call to an agent; never rejects. */
  ring(agent: Target, waiting: Waiting, ringSeconds: number): Promise<Rung>;
  /** Ends the leg of an agent who is no longer needed; never rejects. */
  hangUp(sid: string): Promise<unknown>;
  ingest(event: AgentRungEvent): Promise<void>;
  clock: Clock;
  logger: Logger;
}

export interface Dialler {
  /** Somebody waits, or still does: Twilio asks again at every turn of the music. */
  enter(waiting: Waiting): void;
  /** The citizen was taken, left or gave up. @param takenBy the agent's leg, which is not hung up on. */
  leave(rootSid: string, takenBy?: string): void;
  /** To be told of every status event: by them agents are known to be busy. */
  onStatus(event: StatusEvent): void;
  stop(): void;
}

interface Place extends Waiting {
  /** Who is being rung, by which leg, and until when at most. */
  rung: { address: string; sid: string | undefined; until: number; answeredAt: number | null } | null;
  /** The leg that took the citizen out of the queue. */
  takenBy: string | undefined;
  /** Agents of whom nobody knows whether their telephone rings, or whom Twilio refused to ring. */
  spent: Set<string>;
}

/** Twilio's limit for an ordinary account. */
const requestEveryMs = 1_000;
/** Shorter than a desk's: others may be free. */
const ringSeconds = 15;
/** Twilio's own 5 s, the way to the network, and a callback that comes late. */
const slackMs = 15_000;
/** From an agent's answer to the connection with whoever waits. */
const connectMs = 10_000;
/** A busy leg whose end was lost. */
const longestLegMs = dialTimeLimitSeconds * 1_000;

export function createDialler({ ring, hangUp, ingest, clock, logger }: DiallerParts): Dialler {
  const places = new Map<string, Place>();
  const lastRung = new Map<string, number>();
  const busy = new Map<string, { address: string; at: number }>();
  let nextAt = 0;
  /** Between writing down whom we ring and asking Twilio. */
  let isWriting = false;
  let cancel = () => {};
  let isStopped = false;

  function isFree(address: string, now: number): boolean {
    for (const [sid, leg] of busy) if (leg.at + longestLegMs < now) busy.delete(sid);
    const isOnLeg = [...busy.values()].some((leg) => leg.address === address);
    return !isOnLeg && ![...places.values()].some(({ rung }) => rung?.address === address);
  }

  function nextAgent(place: Place, now: number): Target | undefined {
    const at = ({ address }: Target) => lastRung.get(address) ?? 0;
    return place.agents
      .filter(({ address }) => !place.spent.has(address) && isFree(address, now))
      .reduce<Target | undefined>((first, one) => (first && at(first) <= at(one) ? first : one), undefined);
  }

  function plan(at: number): void {
    cancel();
    if (!isStopped) cancel = clock.at(at, turn);
  }

  /** The longest waiting citizen for whom somebody can be rung. */
  function nextRinging(now: number): { place: Place; agent: Target } | undefined {
    for (const place of places.values()) {
      const agent = place.rung ? undefined : nextAgent(place, now);
      if (agent) return { place, agent };
    }
    return undefined;
  }

  /** One request at most, then the next turn when there can be one. */
  function turn(): void {
    const now = clock.now();
    for (const place of places.values()) if (place.rung && place.rung.until <= now) place.rung = null;
    if (isWriting) return;
    const next = nextRinging(now);
    const bellsEnd = [...places.values()].flatMap(({ rung }) => (rung && !rung.answeredAt ? rung.until : []));
    if (next && now < nextAt) plan(nextAt);
    else if (next) void ringAgent(next.place, next.agent, now);
    else if (bellsEnd.length > 0) plan(Math.min(...bellsEnd));
  }

  const eventOf = (place: Place, agent: Target, what: AgentRungEvent['what'], askedAt: number): AgentRungEvent => ({
    kind: 'agent-rung',
    key: `agent-rung:${place.rootSid}:${askedAt}:${what}`,
    callSid: place.rootSid,
    rootSid: place.rootSid,
    receivedAt: clock.now(),
    raw: [],
    what,
    dialled: [agent],
  });

  async function ringAgent(place: Place, agent: Target, askedAt: number): Promise<void> {
    lastRung.set(agent.address, askedAt);
    place.rung = {
      address: agent.address,
      sid: undefined,
      until: askedAt + ringSeconds * 1_000 + slackMs,
      answeredAt: null,
    };
    isWriting = true;
    try {
      await ingest(eventOf(place, agent, 'asked', askedAt)).finally(() => {
        isWriting = false;
        nextAt = clock.now() + requestEveryMs;
        plan(nextAt);
      });
      if (places.get(place.rootSid) !== place || isStopped) return;
      const outcome = await ring(agent, place, ringSeconds);
      if (outcome.kind === 'done') return await onRung(place, agent, outcome.value.sid);
      place.spent.add(agent.address);
      logger.warn({ callSid: place.rootSid, outcome: outcome.kind }, 'an agent could not surely be rung');
      // Of the one that Twilio refused no telephone rings: the next may be tried at once.
      if (outcome.kind === 'refused' && place.rung?.address === agent.address) place.rung = null;
      await ingest(eventOf(place, agent, outcome.kind, askedAt));
      turn();
    } catch (error) {
      logger.error({ err: error, callSid: place.rootSid }, 'the ringing of an agent could not be stored');
    }
  }

  async function onRung(place: Place, agent: Target, sid: string): Promise<void> {
    // The agent may have been quicker than Twilio's answer to our request.
    if (places.get(place.rootSid) !== place) await (sid === place.takenBy ? undefined : hangUp(sid));
    else if (place.rung?.address === agent.address) place.rung.sid = sid;
  }

  function leave(rootSid: string, takenBy?: string): void {
    const place = places.get(rootSid);
    if (!place) return;
    places.delete(rootSid);
    place.takenBy = takenBy;
    const sid = place.rung?.sid;
    if (sid !== undefined && sid !== takenBy) void hangUp(sid);
  }

  /** What became of the agent's leg who is being rung. */
  function follow(place: Place, { callSid, to, status }: StatusEvent): void {
    const { rung } = place;
    if (!rung || rung.address !== to || (rung.sid ?? callSid) !== callSid) return;
    if (isTerminal(status)) place.rung = null;
    else if (status === 'in-progress') {
      rung.answeredAt = clock.now();
      rung.until = Number.POSITIVE_INFINITY;
    }
  }

  return {
    enter(waiting) {
      if (isStopped) return;
      const place = places.get(waiting.rootSid);
      if (!place) places.set(waiting.rootSid, { ...waiting, rung: null, spent: new Set(), takenBy: undefined });
      // An agent picked up, and yet the music goes on.
      else if ((place.rung?.answeredAt ?? clock.now()) + connectMs < clock.now()) place.rung = null;
      turn();
    },
    leave,
    onStatus(event) {
      const { callSid, rootSid, to, status } = event;
      const isOver = isTerminal(status);
      if (isOver) leave(callSid);
      if (isOver) busy.delete(callSid);
      else if (to !== undefined && rootSid !== undefined) busy.set(callSid, { address: to, at: clock.now() });
      const place = rootSid === undefined ? undefined : places.get(rootSid);
      if (place) follow(place, event);
      if (isOver && places.size > 0) turn();
    },
    stop() {
      isStopped = true;
      cancel();
    },
  };
}
