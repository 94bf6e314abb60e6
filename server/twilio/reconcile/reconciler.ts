// Holds the city's calls against Twilio's own list every few minutes and on demand, in one of the processes at a time.
import type { Clock } from '../../base/clock.js';
import type { Logger } from '../../base/logger.js';
import {
  noCounts,
  type Reconciliation,
  type Round,
  type RoundCounts,
  reconcileRounds,
  roundCounts,
} from '../../ledger/reconcileRound.js';
import { StorageError, type Store } from '../../storage/port.js';
import { AskingStopped } from '../pace.js';
import { createLease } from './lease.js';
import { type LookParts, type LookResult, look, type Memory, type Span } from './look.js';

export interface ReconcilerParts extends Omit<LookParts, 'now' | 'hold'> {
  store: Store;
  clock: Clock;
  /** 0 for none but those that are asked for. */
  everyMs: number;
  newId: () => string;
  logger: Logger;
}

/** Counts since the start of this process. */
export interface ReconcileFigures extends RoundCounts {
  rounds: number;
  failures: number;
  /** ms; when a round was last brought to its end. */
  finishedAt: number | null;
}

export interface Reconciler extends Reconciliation {
  start(): void;
  figures(): ReconcileFigures;
  /** Resolves when no round is under way. */
  stop(): Promise<void>;
}

/** Far enough back for Twilio's log, which opens 15 minutes after a call of any usual length. */
const lookBackMs = 90 * 60_000;
/** After so long what was not listed the first time is. */
const secondLookMs = 30_000;
/** Of several processes whose turns come at other moments, the one that did the last round does the next. */
const dueShare = 0.9;
/** Several days of a large city. */
const mostRemembered = 20_000;

class CutOff extends Error {}

export function createReconciler(parts: ReconcilerParts): Reconciler {
  const { store, clock, everyMs, newId, logger } = parts;
  const rounds = store.collection(reconcileRounds);
  const lease = createLease(store, newId());
  const figures: ReconcileFigures = { ...noCounts, rounds: 0, failures: 0, finishedAt: null };
  const memory: Memory = { read: new Set(), told: new Set() };
  let isStopped = false;
  let cancelPlan = () => {};
  let wake = () => {};
  let underWay: Promise<void> = Promise.resolve();
  let isBusy = false;

  async function hold(): Promise<void> {
    if (isStopped || !(await lease.extend())) throw new CutOff('The server stops, or another process has begun.');
  }

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const cancel = clock.at(clock.now() + ms, resolve);
      wake = () => {
        cancel();
        resolve();
      };
    });

  function add(counts: RoundCounts): void {
    for (const name of roundCounts) figures[name] += counts[name];
  }

  async function lookTwice(span: Span, suspects: readonly string[]): Promise<LookResult> {
    const given = { ...parts, now: clock.now, hold };
    const first = await look(given, span, new Set(suspects), memory);
    // The next planned round is the second look of this one.
    if (span.isOpen || first.suspects.length === 0) return first;
    await pause(secondLookMs);
    const second = await look(given, span, new Set(first.suspects), memory);
    const sum = roundCounts.map((name) => [name, first[name] + second[name]]);
    return {
      ...second,
      ...(Object.fromEntries(sum) as RoundCounts),
      // What stands as it stood was seen in both looks.
      differing: second.differing,
      unlisted: second.unlisted,
      findings: [...first.findings.filter(({ kind }) => kind !== 'differs' && kind !== 'unlisted'), ...second.findings],
    };
  }

  async function carryOut(round: Round, span: Span, suspects: readonly string[]): Promise<void> {
    let done: Round | undefined = { ...round };
    let left = suspects;
    try {
      const result = await lookTwice(span, suspects);
      left = span.isOpen ? result.suspects : suspects;
      add(result);
      done = { ...done, ...result, suspects: result.suspects.length };
      figures.rounds += 1;
      figures.finishedAt = clock.now();
    } catch (error) {
      if (isStopped || error instanceof CutOff || error instanceof AskingStopped) done = undefined;
      else {
        figures.failures += 1;
        done = { ...round, problem: error instanceof StorageError ? 'storage' : 'twilio' };
        logger.warn({ err: error }, 'calls could not be held against Twilio’s list; it will be tried again');
      }
    }
    for (const set of Object.values(memory)) if (set.size > mostRemembered) set.clear();
    if (done) await rounds.replace({ ...done, finishedAt: clock.now() }, round.revision);
    await lease.giveBack({ suspects: left, dueInMs: everyMs * dueShare });
  }

  /** @returns the round as it begins, once it is kept. */
  async function open(span: Span, account: string | null): Promise<Round | undefined> {
    if (isStopped || isBusy) return undefined;
    isBusy = true;
    try {
      const taken = await lease.take(account === null ? 'planned' : 'asked');
      if (!taken) return finish();
      const { from, to } = span;
      const facts = { id: newId(), revision: 0, startedAt: clock.now(), finishedAt: null, from, to, account };
      const counts = { ...noCounts, listed: 0, foreign: 0, suspects: 0 };
      const round: Round = { ...facts, ...counts, findings: [], problem: null };
      const outcome = await rounds.insert(round);
      if (!outcome.ok) return finish();
      const kept = { ...round, revision: outcome.revision };
      underWay = carryOut(kept, span, taken.suspects)
        .catch((error: unknown) => logger.warn({ err: error }, 'a comparison with Twilio’s list could not be kept'))
        .finally(finish);
      return kept;
    } catch (error) {
      finish();
      throw error;
    }
  }

  function finish(): undefined {
    isBusy = false;
  }

  async function planned(): Promise<void> {
    const now = clock.now();
    try {
      await open({ from: now - lookBackMs, to: now, isOpen: true }, null);
      await underWay;
    } catch (error) {
      logger.warn({ err: error }, 'calls could not be held against Twilio’s list; it will be tried again');
    }
  }

  function plan(): void {
    if (isStopped || everyMs === 0) return;
    cancelPlan = clock.at(clock.now() + everyMs, () => void planned().then(plan));
  }

  return {
    start: plan,
    begin: (span, account) => open({ ...span, isOpen: false }, account),
    async rounds(limit) {
      return (await rounds.list({ index: 'byStart', order: 'descending', limit })).items;
    },
    figures: () => ({ ...figures }),
    async stop() {
      isStopped = true;
      cancelPlan();
      wake();
      await underWay;
    },
  };
}
