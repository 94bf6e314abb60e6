// A citizen's wait in a call centre's queue: from when, for how long, and which agent took the call. An agent who picks up has
// answered nobody until Twilio connects the two, which the request for the queue's whisper tells.
import type { Answer, Leg, Mark, QueueStay } from './call.js';
import type { ActionEvent, CallEvent, QueueEvent, StatusEvent } from './callEvent.js';

/** Agents are rung under the step of the Enqueue, which is always the answer to the voice URL. */
export const queueStep = 1;

export interface QueueFacts extends QueueStay {
  /** Legs of agents who were connected with the citizen. */
  takenBy: ReadonlySet<string>;
  /** Twilio says that somebody took the call. */
  isBridged: boolean;
}

function ownReceipt({ receivedAt, key }: CallEvent): Mark {
  return { ms: receivedAt, exact: false, key, stamped: true };
}

/** @param offer what the citizen was told to wait by: the voice URL's answer or the end of a notice. */
export function queueOf(
  events: readonly CallEvent[],
  id: string,
  offer: CallEvent | undefined,
  isEnqueued: boolean,
): QueueFacts | null {
  const told = events.filter((event): event is QueueEvent => event.kind === 'queue' && event.callSid === id);
  const action = events.find(
    (event): event is ActionEvent => event.kind === 'action' && event.callSid === id && event.queue !== undefined,
  );
  const entered = told.find(({ what }) => what === 'entered') ?? offer ?? told[0] ?? action;
  if (!entered || (!isEnqueued && told.length === 0 && !action)) return null;
  const taken = told.filter(({ what }) => what === 'taken');
  const seconds = action?.queue?.seconds;
  const firstTaken = taken.reduce<number | null>(
    (first, { receivedAt }) => Math.min(first ?? receivedAt, receivedAt),
    null,
  );
  const left = firstTaken ?? action?.receivedAt;
  return {
    entered: ownReceipt(entered),
    ms: seconds !== undefined ? seconds * 1000 : left === undefined ? null : Math.max(0, left - entered.receivedAt),
    takenBy: new Set(taken.flatMap(({ agentSid }) => agentSid ?? [])),
    isBridged: action?.queue?.result === 'bridged',
  };
}

/** That an agent was connected proves that the leg was answered, also where its own callbacks were lost. */
export function takenAsStatuses(events: readonly CallEvent[]): StatusEvent[] {
  return events.flatMap((event): StatusEvent[] => {
    if (event.kind !== 'queue' || event.agentSid === undefined) return [];
    const { key, receivedAt, agentSid } = event;
    return [{ kind: 'status', key, receivedAt, callSid: agentSid, step: queueStep, status: 'in-progress', raw: [] }];
  });
}

export function isAgent(leg: Pick<Leg, 'step'>, queue: QueueFacts | null): boolean {
  return queue !== null && leg.step === queueStep;
}

/** @param own what the agent's own leg says, the queue left aside. */
export function agentAnswer(leg: Leg, own: Answer, agents: readonly Leg[], queue: QueueFacts, isOver: boolean): Answer {
  if (own !== 'human' && own !== 'contradicted') return own;
  if (queue.takenBy.has(leg.sid)) return own;
  const isOnlyOne = agents.filter(({ answered }) => answered !== null).length === 1;
  // The whisper's request was lost, and nobody else can have been connected.
  if (queue.isBridged && queue.takenBy.size === 0 && isOnlyOne) return own;
  return isOver || queue.takenBy.size > 0 ? 'not-bridged' : 'none';
}
