// A Dial that ended in the course of a transfer is answered here, before the routing of ordinary calls has its say.
import type { Response } from 'express';
import { placeOf } from '../calls/callEvent.js';
import { afterDial } from '../transfers/afterDial.js';
import { conferenceTwiml } from './conferenceTwiml.js';
import type { Callback } from './readCallback.js';
import { toActionEvent } from './toCallEvent.js';
import { dialTwiml, sayTwiml } from './twiml.js';
import type { VoiceExchange } from './voiceExchange.js';

/** @returns false, with nothing kept, where no transfer has a say. */
export async function answerHandOver(
  exchange: Pick<VoiceExchange, 'liveCall' | 'directory' | 'publicBaseUrl' | 'eventOf' | 'keepIfPossible' | 'answer'>,
  callback: Callback,
  response: Response,
): Promise<boolean> {
  const { directory, publicBaseUrl } = exchange;
  const event = exchange.eventOf(toActionEvent(callback, []));
  if (event.kind !== 'action') return false;
  const root = placeOf(event);
  const after = afterDial(exchange.liveCall(root), directory, event);
  if (!after) return false;
  if (after === 'restore') {
    await exchange.keepIfPossible({ ...event, next: 'resume' });
    exchange.answer(response, sayTwiml('nobodyToRefer', 'go-on'));
  } else if ('conferenceStep' in after) {
    await exchange.keepIfPossible({ ...event, next: 'conference' });
    exchange.answer(response, conferenceTwiml(publicBaseUrl, root, after.conferenceStep, 'citizen'));
  } else {
    await exchange.keepIfPossible(exchange.eventOf(toActionEvent(callback, after.back)));
    exchange.answer(response, dialTwiml(publicBaseUrl, root, (event.step ?? 1) + 1, after.back));
  }
  return true;
}
