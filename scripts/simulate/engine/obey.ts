// Follows TwiML on one leg, verb by verb and answer by answer, until it runs out or the leg is done with.

import { commonFields } from '../requestFields.js';
import type { Verb } from '../twiml/verbs.js';
import { type Next, pause } from './attend.js';
import { dialConference } from './dialConference.js';
import { dialPhones } from './dialPhones.js';
import { dialQueue } from './dialQueue.js';
import { enqueue } from './enqueue.js';
import { fetchTwiml } from './fetchTwiml.js';
import { gather } from './gather.js';
import { isOver, nowOf } from './leg.js';
import type { Leg } from './model.js';
import { record } from './record.js';
import { refer } from './refer.js';
import { answer } from './report.js';
import { spokenMs } from './spokenMs.js';

/** A product that redirects without end is stopped here, as Twilio would. */
const mostAnswers = 100;

/** `ran-out`: the last verb is done and the leg is still there. */
export async function followInstructions(leg: Leg, first: Verb[] | null): Promise<'ran-out' | 'over'> {
  let verbs: Next = first;
  for (let answers = 0; verbs && answers < mostAnswers; answers += 1) {
    verbs = await obey(leg, verbs);
    if (verbs === undefined && !isOver(leg)) return 'ran-out';
  }
  return 'over';
}

async function obey(leg: Leg, verbs: readonly Verb[]): Promise<Next> {
  for (const verb of verbs) {
    const next = await play(leg, verb);
    if (next !== undefined || isOver(leg)) return next;
  }
  return undefined;
}

async function play(leg: Leg, verb: Verb): Promise<Next> {
  switch (verb.verb) {
    case 'Say':
    case 'Play':
      answer(leg);
      return await pause(leg, nowOf(leg) + spokenMs(verb));
    case 'Pause':
      // Does not answer: the caller goes on hearing the bell.
      return await pause(leg, nowOf(leg) + spokenMs(verb));
    case 'Gather':
      return await gather(leg, verb);
    case 'Record':
      return await record(leg, verb);
    case 'Enqueue':
      return await enqueue(leg, verb);
    case 'Refer':
      return await refer(leg, verb);
    case 'Dial': {
      const [noun] = verb.nouns;
      if (noun?.kind === 'Conference') return await dialConference(leg, verb, noun);
      if (noun?.kind === 'Queue') return await dialQueue(leg, verb, noun);
      return await dialPhones(leg, verb);
    }
    case 'StartStream':
      leg.call.exchange.streams.start(leg, verb);
      return undefined;
    case 'StopStream':
      leg.call.exchange.streams.stop(leg, verb.name);
      return undefined;
    case 'Redirect':
      return await fetchTwiml(leg, verb.to, commonFields(leg.facts, leg.status));
    case 'Reject':
      leg.endWord = verb.reason === 'busy' ? 'busy' : 'no-answer';
      return null;
    case 'Hangup':
      return null;
    case 'Leave':
      // Means something in a queue only.
      return undefined;
  }
}
