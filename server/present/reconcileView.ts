// A round of reconciliation as the screens take it: sids and counts, no numbers and no names.
import type { RoundView } from '../contract/reconcileView.js';
import type { Round } from '../ledger/reconcileRound.js';

const iso = (ms: number) => new Date(ms).toISOString();

export function presentRound({ revision, ...round }: Round): RoundView {
  const { startedAt, finishedAt, from, to } = round;
  return {
    ...round,
    startedAt: iso(startedAt),
    finishedAt: finishedAt === null ? null : iso(finishedAt),
    from: iso(from),
    to: iso(to),
  };
}
