// The live board in memory: today's figures and the calls in progress, fed one call at a time, rolled at local midnight.
import type { Clock } from '../base/clock.js';
import type { Call } from '../calls/call.js';
import type { LiveCallView } from '../contract/callView.js';
import type { MetricsView, NowView } from '../contract/metricsView.js';
import type { Judgement, Rule } from '../verdict/verdict.js';
import type { BoardChange, BoardSource } from './boardSource.js';
import { type Contribution, contributionOf } from './contribution.js';
import { DayFigures } from './dayFigures.js';
import { nextDeadline } from './deadlines.js';
import { isLive, liveRow } from './liveRow.js';
import { localDate, nextLocalMidnight } from './localDay.js';

export interface BoardSettings {
  clock: Clock;
  /** The rule of new calls, named on the board. */
  rule: Rule;
  timeZone: string;
  serviceLevelSeconds: number;
}

/** A call as the board takes it; `revision` orders what several writers say about it. */
export interface BoardCall {
  call: Call;
  judgement: Judgement;
  rule: Rule;
  revision: number;
  /** Counts up while events that the database has not taken are shown on top of that revision; absent for what is stored. */
  provisional?: number;
  /** A document that proved to be a leg leaves the board. */
  isMerged: boolean;
}

interface Live {
  call: Call;
  judgement: Judgement;
  rule: Rule;
  row: LiveCallView;
  cancel: () => void;
}

interface Entry {
  revision: number;
  provisional: number;
  contribution: Contribution | null;
  live: Live | null;
  begun: Set<'ring' | 'talk'>;
}

/** A timer that is later than this woke up with the whole process, from a pause: the call may long be over. */
const longestLatenessMs = 1_000;
/** Time to hear what other processes committed during the pause, before anything is called a breach. */
const catchUpMs = 1_000;

export class LiveBoard implements BoardSource {
  readonly #settings: BoardSettings;
  readonly #entries = new Map<string, Entry>();
  readonly #listeners = new Set<(change: BoardChange) => void>();
  readonly #onBreach: (call: Call, clause: 'ring' | 'talk', at: number) => void;
  #day: DayFigures;
  #spooled = 0;
  #cancelMidnight: () => void = () => {};

  constructor(settings: BoardSettings, onBreach: (call: Call, clause: 'ring' | 'talk', at: number) => void) {
    this.#settings = settings;
    this.#onBreach = onBreach;
    this.#day = this.#newDay();
    this.#awaitMidnight();
  }

  #newDay(): DayFigures {
    return new DayFigures(
      localDate(this.#settings.clock.now(), this.#settings.timeZone),
      this.#settings.serviceLevelSeconds,
    );
  }

  #awaitMidnight(): void {
    const midnight = nextLocalMidnight(this.#settings.clock.now(), this.#settings.timeZone);
    this.#cancelMidnight = this.#settings.clock.at(midnight, () => this.#roll());
  }

  #roll(): void {
    this.#day = this.#newDay();
    for (const [sid, entry] of this.#entries) {
      if (entry.contribution?.date === this.#day.date) this.#day.replace(null, entry.contribution);
      else if (entry.live === null) this.#entries.delete(sid);
    }
    this.#awaitMidnight();
    this.#emit({ sid: null, row: null, departmentId: null, fresh: true });
  }

  #emit(change: BoardChange): void {
    for (const listener of this.#listeners) listener(change);
  }

  /** Takes a call's newest state; an older or equal revision changes nothing. */
  put(
    { call, judgement, rule, revision, provisional = 0, isMerged }: BoardCall,
    begun: Iterable<'ring' | 'talk'> = [],
  ): void {
    const before = this.#entries.get(call.id);
    if (before && (before.revision - revision || before.provisional - provisional) >= 0) return;
    before?.live?.cancel();
    const contribution = isMerged
      ? null
      : contributionOf(call, judgement, {
          timeZone: this.#settings.timeZone,
          serviceLevelMs: this.#settings.serviceLevelSeconds * 1000,
        });
    this.#day.replace(before?.contribution ?? null, contribution);
    // Another process may have told a breach before this one came to it.
    const entry: Entry = {
      revision,
      provisional,
      contribution,
      live: null,
      begun: new Set([...(before?.begun ?? []), ...begun]),
    };
    this.#entries.set(call.id, entry);
    if (!isMerged && isLive(call)) this.#keepLive(entry, call, judgement, rule);
    this.#emit({ sid: call.id, row: entry.live?.row ?? null, departmentId: call.departmentId, fresh: false });
  }

  #keepLive(entry: Entry, call: Call, judgement: Judgement, rule: Rule): void {
    const row = liveRow(call, judgement, entry.begun);
    const deadline = nextDeadline(call, row.state, rule, entry.begun);
    const { clock } = this.#settings;
    const dueAt = Math.max(deadline.at, clock.now());
    const meet = () => {
      if (deadline.what === 'silent') {
        entry.live = null;
        this.#emit({ sid: call.id, row: null, departmentId: call.departmentId, fresh: false });
        return;
      }
      entry.begun.add(deadline.what);
      this.#keepLive(entry, call, judgement, rule);
      this.#emit({ sid: call.id, row: entry.live?.row ?? null, departmentId: call.departmentId, fresh: false });
      this.#onBreach(call, deadline.what, deadline.at);
    };
    const cancel = clock.at(deadline.at, () => {
      if (clock.now() <= dueAt + longestLatenessMs) return meet();
      live.cancel = clock.at(clock.now() + catchUpMs, meet);
    });
    const live = { call, judgement, rule, row, cancel };
    entry.live = live;
  }

  /** A call in progress, with whatever waits to be stored. */
  liveCall(sid: string): Call | undefined {
    return this.#entries.get(sid)?.live?.call;
  }

  has(sid: string): boolean {
    return this.#entries.has(sid);
  }

  /** The stored revision at which the board has the call. */
  revisionOf(sid: string): number | undefined {
    return this.#entries.get(sid)?.revision;
  }

  /** How many events wait to be stored. */
  setSpooled(count: number): void {
    if (count === this.#spooled) return;
    this.#spooled = count;
    this.#emit({ sid: null, row: null, departmentId: null, fresh: false });
  }

  /** Drops a leg that for a while stood for itself. */
  forget(sid: string): void {
    const entry = this.#entries.get(sid);
    if (!entry) return;
    entry.live?.cancel();
    this.#day.replace(entry.contribution, null);
    this.#entries.delete(sid);
    this.#emit({ sid, row: null, departmentId: null, fresh: false });
  }

  /** Calls in progress, when each was last heard of and by what, and its legs whose end nobody has told. */
  heard(): { id: string; heardAt: number; isAfterAction: boolean; openLegs: string[] }[] {
    return [...this.#entries.values()].flatMap(({ live }) => {
      if (!live) return [];
      const { id, events, legs } = live.call;
      const heardAt = Math.max(...events.map((event) => event.receivedAt));
      const isAfterAction = events.some((event) => event.kind === 'action' && event.receivedAt === heardAt);
      return { id, heardAt, isAfterAction, openLegs: legs.flatMap((leg) => (leg.ended === null ? leg.sid : [])) };
    });
  }

  /** Shows, until news comes or this is taken back, that nobody knows at this moment whether a call goes on. */
  doubt(sid: string, isUnconfirmed: boolean): void {
    const live = this.#entries.get(sid)?.live;
    if (!live || (live.row.unconfirmed ?? false) === isUnconfirmed) return;
    const { unconfirmed, ...row } = live.row;
    live.row = isUnconfirmed ? { ...row, unconfirmed: true } : row;
    this.#emit({ sid, row: live.row, departmentId: live.call.departmentId, fresh: false });
  }

  onChange(listener: (change: BoardChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  calls(departmentId?: string): LiveCallView[] {
    return [...this.#entries.values()]
      .flatMap(({ live }) => live?.row ?? [])
      .filter((row) => departmentId === undefined || row.departmentId === departmentId)
      .sort((a, b) => (a.startedAt < b.startedAt ? -1 : a.startedAt > b.startedAt ? 1 : a.sid < b.sid ? -1 : 1));
  }

  metrics(departmentId?: string): MetricsView {
    const { timeZone, rule } = this.#settings;
    const rows = this.calls(departmentId);
    const ids = new Set([...this.#day.departmentIds(), ...rows.flatMap((row) => row.departmentId ?? [])]);
    return {
      day: {
        ...this.#day.figures(departmentId),
        date: this.#day.date,
        timeZone,
        preset: rule.preset,
        version: rule.version,
        hours: this.#day.hours(departmentId),
      },
      now: { ...nowOf(rows), spooled: this.#spooled },
      departments: [...ids]
        .filter((id) => departmentId === undefined || id === departmentId)
        .sort()
        .map((id) => {
          const { ringing, talking } = nowOf(rows.filter((row) => row.departmentId === id));
          return this.#day.departmentRow(id, { ringing, talking });
        }),
    };
  }

  stop(): void {
    this.#cancelMidnight();
    for (const { live } of this.#entries.values()) live?.cancel();
    this.#listeners.clear();
  }
}

function nowOf(rows: readonly LiveCallView[]): Omit<NowView, 'spooled'> {
  const ringing = rows.filter((row) => row.state === 'ringing');
  const talking = rows.filter((row) => row.state === 'talking' || row.state === 'transferring');
  const longest = ringing.reduce<LiveCallView | null>(
    (first, row) => (first?.ringingSince && row.ringingSince && first.ringingSince <= row.ringingSince ? first : row),
    null,
  );
  return {
    ringing: ringing.length,
    talking: talking.length,
    longestRingingSince: longest?.ringingSince ?? null,
    longestRingingDepartmentId: longest?.departmentId ?? null,
    pastThirdRing: ringing.filter((row) => row.breaches.includes('ring')).length,
    pastThreeMinutes: talking.filter((row) => row.breaches.includes('talk')).length,
  };
}
