// A plan's step as TwiML, and as what the call's events say of it.
import type { VoiceEvent } from '../calls/callEvent.js';
import type { Target } from '../directory/directory.js';
import type { Plan, Step } from '../routing/plan.js';
import { sayOpening } from '../routing/sayOpening.js';
import { enqueueTwiml, partingTwiml, voicemailTwiml } from './routeTwiml.js';
import { dialTwiml, sayTwiml } from './twiml.js';
import type { VoiceExchange } from './voiceExchange.js';

/** @param step 1 for the plan's first. Undefined when nothing is left to try. */
export function stepOf({ steps }: Plan, step: number): Step | undefined {
  return steps[step - 1];
}

export function targetsOf(step: Step | undefined): readonly Target[] {
  if (step?.do === 'dial') return step.targets;
  return step?.do === 'queue' ? step.agents : [];
}

export function answerWord({ refusal, steps }: Plan): VoiceEvent['answer'] {
  if (refusal) return refusal === 'loop' ? 'nobody' : refusal;
  return steps[0]?.do === 'queue' ? 'queue' : 'dial';
}

type Answering = Pick<VoiceExchange, 'publicBaseUrl' | 'directory' | 'city' | 'dialler'>;

/** The opening hours of a department that is closed at `at`, ms. */
function openingOf({ directory, city }: Answering, { line }: Plan, at: number): string {
  const department = line && directory.department(line.departmentId);
  return sayOpening({ hours: department?.hours ?? null, lunch: department?.lunch ?? null }, city, at);
}

/** Whoever is to wait in a queue is made known to the dialler. */
export function answerStep(exchange: Answering, plan: Plan, rootSid: string, number: number, at: number): string {
  const base = exchange.publicBaseUrl;
  const step = stepOf(plan, number);
  const reason = plan.refusal === 'closed' ? openingOf(exchange, plan, at) : undefined;
  if (step?.do === 'dial') return dialTwiml(base, rootSid, number, step.targets);
  if (step?.do === 'voicemail') return voicemailTwiml(base, rootSid, number, reason);
  if (step?.do === 'queue') {
    exchange.dialler.enter({ rootSid, number: step.name, agents: step.agents });
    return enqueueTwiml(base, rootSid, number, step.name);
  }
  if (reason !== undefined) return partingTwiml(reason);
  return sayTwiml(plan.refusal === 'unknown-number' ? 'unknownNumber' : 'nobodyAnswered');
}
