// When the telephones of one Dial do what, up to the moment that ends the ringing. Pure arithmetic over the plan.
import type { DeskPlan } from './callPlan.js';

/** `gone`: somebody ended this leg through REST while it rang. */
export type Desk = DeskPlan | { does: 'gone' };

export interface RingEvent {
  at: number;
  /** Position among the Dial's nouns. */
  desk: number;
  status: 'initiated' | 'ringing' | 'in-progress' | 'busy' | 'failed' | 'no-answer';
}

export interface Ringing {
  /** In order of time; after the winner's answer only those that answered almost together with it. */
  events: RingEvent[];
  at: number;
  end: 'answered' | 'timeout' | 'left' | 'all-ended';
  winner: number | null;
}

/** Two people lifting the receiver within this time both get through; Twilio bridges the first. */
const tieMs = 400;

export function planRinging(
  startedAt: number,
  desks: readonly Desk[],
  limits: { timeoutAt: number; leavesAt: number },
): Ringing {
  const all = desks.flatMap((desk, index) => eventsOf(startedAt, desk, index)).sort((a, b) => a.at - b.at);
  const first = all.find(({ status }) => status === 'in-progress');
  const allEnded = desks.every((desk) => desk.does === 'busy' || desk.does === 'fail' || desk.does === 'gone');
  const candidates: Pick<Ringing, 'at' | 'end'>[] = [
    { at: limits.leavesAt, end: 'left' },
    { at: limits.timeoutAt, end: 'timeout' },
  ];
  if (first) candidates.push({ at: first.at, end: 'answered' });
  if (allEnded) candidates.push({ at: all.at(-1)?.at ?? startedAt, end: 'all-ended' });
  const earliest = candidates.reduce((best, next) => (next.at < best.at ? next : best));
  const answered = earliest.end === 'answered' && first;
  const counts = ({ at, status }: RingEvent) =>
    at <= earliest.at || (answered && status === 'in-progress' && at <= earliest.at + tieMs);
  return { ...earliest, events: all.filter(counts), winner: answered ? first.desk : null };
}

function eventsOf(startedAt: number, desk: Desk, index: number): RingEvent[] {
  if (desk.does === 'gone') return [];
  const initiatedAt = startedAt + desk.dialMs;
  const alertedAt = initiatedAt + desk.alertMs;
  const events: RingEvent[] = [{ at: initiatedAt, desk: index, status: 'initiated' }];
  if (desk.does === 'busy' || desk.does === 'fail') {
    const status = desk.does === 'busy' ? 'busy' : 'failed';
    return [...events, { at: initiatedAt + desk.afterMs, desk: index, status }];
  }
  if (desk.reportsRinging) events.push({ at: alertedAt, desk: index, status: 'ringing' });
  if (desk.does === 'answer') events.push({ at: alertedAt + desk.afterMs, desk: index, status: 'in-progress' });
  return events;
}
