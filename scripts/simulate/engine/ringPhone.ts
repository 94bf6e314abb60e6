// One telephone from `initiated` to its answer or its end.

import type { DeskPlan } from '../callPlan.js';
import { nowOf } from './leg.js';
import type { Leg } from './model.js';
import { endLeg, report } from './report.js';

/** Resolves to whether somebody answered; otherwise the leg has ended and said so. @param timeoutAt ms. */
export async function ringPhone(leg: Leg, desk: DeskPlan, timeoutAt: number): Promise<boolean> {
  const startedAt = nowOf(leg);
  for (const [afterMs, status] of stepsOf(desk)) {
    const at = startedAt + afterMs;
    if (!(await keepsRinging(leg, Math.min(at, timeoutAt)))) return false;
    if (at > timeoutAt) return giveUp(leg, 'no-answer');
    if (status === 'busy' || status === 'failed') return giveUp(leg, status);
    if (status === 'initiated' && leg !== leg.call.root) leg.call.legs.push(leg);
    if (status === 'in-progress') noteAnswer(leg, desk);
    report(leg, status);
  }
  if (desk.does === 'answer') return true;
  return (await keepsRinging(leg, timeoutAt)) && giveUp(leg, 'no-answer');
}

/** ms from the Dial, and what the leg is then. */
function stepsOf(desk: DeskPlan): [number, string][] {
  const steps: [number, string][] = [[desk.dialMs, 'initiated']];
  if (desk.does === 'busy' || desk.does === 'fail') {
    return [...steps, [desk.dialMs + desk.afterMs, desk.does === 'busy' ? 'busy' : 'failed']];
  }
  const alertedMs = desk.dialMs + desk.alertMs;
  if (desk.reportsRinging) steps.push([alertedMs, 'ringing']);
  if (desk.does === 'answer') steps.push([alertedMs + desk.afterMs, 'in-progress']);
  return steps;
}

function noteAnswer(leg: Leg, desk: DeskPlan): void {
  if (desk.does !== 'answer') return;
  leg.answer = desk.by === 'machine_start' ? 'machine' : desk.by;
  leg.answeredBy = desk.by === 'human' ? leg.answeredBy : desk.by;
}

function giveUp(leg: Leg, word: string): false {
  endLeg(leg, word);
  return false;
}

/** False when the leg ended meanwhile: by REST, by somebody who declined, or by whoever dialled it. */
async function keepsRinging(leg: Leg, until: number): Promise<boolean> {
  for (;;) {
    const signal = await leg.inbox.next(until);
    if (!signal) return true;
    if (signal.kind === 'over') return false;
    if (signal.kind === 'hung-up') return giveUp(leg, 'busy');
    if (signal.kind === 'command' && signal.command.ask === 'end') return giveUp(leg, 'canceled');
  }
}
