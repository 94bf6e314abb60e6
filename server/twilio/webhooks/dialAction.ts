// POST /voice/dial-action: a Dial is over; the citizen is rung through to a colleague, may leave a message, is told that nobody
// is there, or let go.
import type { RequestHandler } from 'express';
import { planCall } from '../../routing/planCall.js';
import { answerHandOver } from '../answerHandOver.js';
import { answerStep, stepOf, targetsOf } from '../answerPlan.js';
import type { Callback } from '../readCallback.js';
import { toActionEvent } from '../toCallEvent.js';
import { sayTwiml } from '../twiml.js';
import { field, type VoiceExchange } from '../voiceExchange.js';

const givenUp: ReadonlySet<string> = new Set(['no-answer', 'busy', 'failed']);
const stillThere: ReadonlySet<string> = new Set(['ringing', 'in-progress', 'queued']);

export function dialAction(exchange: VoiceExchange): RequestHandler {
  const { directory, routing, liveCall } = exchange;

  /** Nobody answered, the citizen waits, and no desk had them before: then the plan goes on. */
  function isToGoOn(callback: Callback): boolean {
    const call = callback.rootSid === undefined ? undefined : liveCall(callback.rootSid);
    const isThere = stillThere.has(field(callback, 'CallStatus') ?? '');
    return isThere && givenUp.has(field(callback, 'DialCallStatus') ?? '') && (call?.firstAnswer ?? null) === null;
  }

  return async (request, response) => {
    const callback = exchange.read(request);
    if (await answerHandOver(exchange, callback, response)) return;
    const at = callback.receivedAt;
    const number = (callback.step ?? 1) + 1;
    const plan = planCall(directory, routing, { number: field(callback, 'To') ?? '', at, isUnderWay: true });
    const step = isToGoOn(callback) ? stepOf(plan, number) : undefined;
    const event = exchange.eventOf(toActionEvent(callback, targetsOf(step)));
    const isMessage = step?.do === 'voicemail' && event.kind === 'action';
    await exchange.keepIfPossible(isMessage ? { ...event, next: 'voicemail' } : event);
    if (step) return exchange.answer(response, answerStep(exchange, plan, event.callSid, number, at));
    const dialStatus = field(callback, 'DialCallStatus');
    if (dialStatus === 'completed' || dialStatus === 'answered') return exchange.hangUp(response);
    exchange.answer(response, sayTwiml('nobodyAnswered'));
  };
}
