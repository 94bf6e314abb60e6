// Prometheus figures of this process: events taken in, how long each took to be durable, and who is watching.
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Clock } from '../base/clock.js';
import type { CallEvent } from '../calls/callEvent.js';

export type Ingest = (event: CallEvent) => Promise<void>;

export interface Measures {
  readonly registry: Registry;
  /** Counts and times what passes through; a failure is counted too and thrown on. */
  measured(ingest: Ingest): Ingest;
  /** A value that the provider sent and nobody here knows. */
  countUnknown(): void;
}

export interface MeasureParts {
  clock: Clock;
  storeKind: string;
  boardConnections: () => number;
  spool: () => SpoolMeasures;
  shared: { ageMs(): number; clockAheadMs(): number | undefined };
  conflicts: () => number;
  reconciled: () => ReconcileMeasures;
}

/** What comparing with Twilio's own list found; counts since the start. */
export interface ReconcileMeasures {
  rounds: number;
  failures: number;
  missed: number;
  endsRecovered: number;
  eventsRecovered: number;
  differing: number;
  unlisted: number;
  /** ms; null before the first. */
  finishedAt: number | null;
}

/** What the spool says of itself; counts since the start. */
export interface SpoolMeasures {
  waiting: number;
  bytes: number;
  appended: number;
  refused: number;
  aside: number;
}

export function createMeasures({
  clock,
  storeKind,
  boardConnections,
  spool,
  shared,
  conflicts,
  reconciled,
}: MeasureParts): Measures {
  const registry = new Registry();
  const registers = [registry];
  const events = new Counter({
    name: 'samsamsam_events_total',
    help: 'Webhook events taken in, by kind.',
    labelNames: ['kind'],
    registers,
  });
  const failures = new Counter({
    name: 'samsamsam_event_failures_total',
    help: 'Webhook events that could not be stored, by kind.',
    labelNames: ['kind'],
    registers,
  });
  const unknown = new Counter({
    name: 'samsamsam_unknown_values_total',
    help: 'Values in webhooks that are not in the table.',
    registers,
  });
  new Counter({
    name: 'samsamsam_event_conflicts_total',
    help: 'Events that came under the key of an earlier one with other content; both are kept, the earlier counts.',
    registers,
    collect() {
      this.reset();
      this.inc(conflicts());
    },
  });
  const latency = new Histogram({
    name: 'samsamsam_event_seconds',
    help: 'From a verified webhook to its durable write.',
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 5],
    registers,
  });
  new Gauge({
    name: 'samsamsam_board_connections',
    help: 'Boards connected now.',
    registers,
    collect() {
      this.set(boardConnections());
    },
  });
  const spoolGauges = { waiting: 'Events that wait for the database.', bytes: 'Size of the spool on the disk.' };
  for (const [what, help] of Object.entries(spoolGauges) as [keyof typeof spoolGauges, string][]) {
    const name = `samsamsam_spool_${what === 'waiting' ? 'events' : what}`;
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(spool()[what]);
      },
    });
  }
  const spoolCounts = {
    appended: 'Events that went to the spool.',
    refused: 'Events that the spool could not take, because it was full or its disk failed.',
    aside: 'Damaged lines, and events that the database will never take, kept aside in the spool folder.',
  };
  for (const [what, help] of Object.entries(spoolCounts) as [keyof typeof spoolCounts, string][]) {
    const name = `samsamsam_spool_${what}_total`;
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(spool()[what]);
      },
    });
  }
  const reconcileCounts = {
    rounds: "Comparisons of our calls with Twilio's own list.",
    failures: 'Comparisons that broke off.',
    missed: 'Calls of which nothing had come to us.',
    endsRecovered: 'Ends of legs that were lost, taken from the list.',
    eventsRecovered: "Webhooks that were lost, read back from Twilio's log.",
    differing: 'Legs of which Twilio says something else than we measured.',
    unlisted: 'Calls that Twilio does not list.',
  };
  for (const [what, help] of Object.entries(reconcileCounts) as [keyof typeof reconcileCounts, string][]) {
    const name = `samsamsam_reconcile_${what.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}_total`;
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(reconciled()[what]);
      },
    });
  }
  new Gauge({
    name: 'samsamsam_reconcile_age_seconds',
    help: 'Since this process last compared its calls with the list; NaN before the first time.',
    registers,
    collect() {
      this.set((clock.now() - (reconciled().finishedAt ?? Number.NaN)) / 1000);
    },
  });
  new Gauge({
    name: 'samsamsam_changes_age_seconds',
    help: 'Since this process last heard what was committed by whichever process.',
    registers,
    collect() {
      this.set(shared.ageMs() / 1000);
    },
  });
  new Gauge({
    name: 'samsamsam_clock_ahead_seconds',
    help: "How far this process's clock is ahead of the database's; NaN until compared.",
    registers,
    collect() {
      this.set((shared.clockAheadMs() ?? Number.NaN) / 1000);
    },
  });
  new Gauge({ name: 'samsamsam_store', help: 'The database in use.', labelNames: ['kind'], registers }).set(
    { kind: storeKind },
    1,
  );

  return {
    registry,
    countUnknown: () => unknown.inc(),
    measured: (ingest) => async (event) => {
      const from = clock.now();
      try {
        await ingest(event);
        events.inc({ kind: event.kind });
      } catch (error) {
        failures.inc({ kind: event.kind });
        throw error;
      } finally {
        latency.observe((clock.now() - from) / 1000);
      }
    },
  };
}
