// What the stand-in has done so far; the progress line and tests read it.

export interface Totals {
  calls: number;
  inFlight: number;
  answered: number;
  /** Citizens who left before anybody answered. */
  abandoned: number;
  transfers: number;
  /** Deliveries, retries not counted. */
  requests: number;
  /** Attempts that Twilio would count as failed. */
  failures: number;
  retries: number;
  lastFailure: string | null;
  /** Answers that could not be followed. */
  warnings: number;
  lost: number;
  duplicated: number;
  /** Sent out of order or late on purpose. */
  delayed: number;
}

export function createTotals(): Totals {
  return {
    calls: 0,
    inFlight: 0,
    answered: 0,
    abandoned: 0,
    transfers: 0,
    requests: 0,
    failures: 0,
    retries: 0,
    lastFailure: null,
    warnings: 0,
    lost: 0,
    duplicated: 0,
    delayed: 0,
  };
}

export function progressLine(totals: Totals): string {
  const trouble = totals.lastFailure === null ? '' : ` (last: ${totals.lastFailure})`;
  return (
    `${totals.calls} calls, ${totals.inFlight} in progress, ${totals.answered} answered, ` +
    `${totals.abandoned} abandoned, ${totals.transfers} transfers; ` +
    `${totals.requests} requests, ${totals.failures} failed${trouble}, ${totals.retries} retried`
  );
}
