// One look: Twilio's list of a span of time beside ours. What we missed is kept, ends that were lost are recovered, and
// stamps that were lost are read back from Twilio's own log; what nobody measured stays unmeasured.
import type { CallEvent, ListedEvent } from '../../calls/callEvent.js';
import { isTerminal } from '../../calls/legs.js';
import type { Directory } from '../../directory/directory.js';
import type { CallLog } from '../../ledger/callLog.js';
import type { CallRecord } from '../../ledger/callRecord.js';
import { type Finding, noCounts, type RoundCounts } from '../../ledger/reconcileRound.js';
import type { Pace } from '../pace.js';
import type { ListedLeg } from '../readRest.js';
import { toRecoveredEvent } from '../silentCalls.js';
import type { TwilioRest } from '../twilioRest.js';
import { differenceOf, isEndKnown, legsToReadAgain } from './compareLeg.js';
import { loadOwnCalls, type OwnCalls } from './ownCalls.js';
import { recoverEvent } from './recoverEvent.js';
import { settleIntents } from './settleIntents.js';

export interface LookParts {
  rest: Pick<TwilioRest, 'legs' | 'webhooks'>;
  pace: Pick<Pace, 'ask'>;
  log: CallLog;
  ingest: (event: CallEvent) => Promise<void>;
  directory: Pick<Directory, 'line' | 'target'>;
  publicBaseUrl: string;
  now: () => number;
  /** Before each question to Twilio; throws when another process may be at work. */
  hold: () => Promise<void>;
}

export interface LookResult extends RoundCounts {
  listed: number;
  foreign: number;
  /** Sids that Twilio lists and we do not know, and that were not missing before. */
  suspects: string[];
  findings: Finding[];
}

/** A callback may come 15 s late and be repeated; the list itself lags behind. */
const graceMs = 2 * 60_000;
/** Twilio shows its log of a call no earlier after the end; one minute more, for clocks. */
const logOpensMs = 16 * 60_000;
const mostFindings = 200;

type EndedLeg = ListedLeg & { endedAt: number };

export interface Span {
  from: number;
  to: number;
  /** The span reaches up to now: newer calls are listed too, and left for the next look. */
  isOpen: boolean;
}

/** What looks over one span after another need not do and tell again; looks add to it. */
export interface Memory {
  /** Calls whose log was read. */
  read: Set<string>;
  /** What the two sides do not agree on. */
  told: Set<string>;
}

/** @param wasSuspect what the look before had not found. */
export async function look(
  parts: LookParts,
  span: Span,
  wasSuspect: ReadonlySet<string>,
  memory: Memory,
): Promise<LookResult> {
  const { rest, pace, directory, ingest, now } = parts;
  const result: LookResult = { ...noCounts, listed: 0, foreign: 0, suspects: [], findings: [] };

  function note(kind: Finding['kind'], callSid: string, legSid: string, differ?: { ours: string; theirs: string }) {
    const names = {
      missed: 'missed',
      'end-recovered': 'endsRecovered',
      'events-recovered': 'eventsRecovered',
      differs: 'differing',
      unlisted: 'unlisted',
    } as const;
    const standing = kind === 'differs' || kind === 'unlisted' ? `${kind} ${legSid}` : undefined;
    if (standing !== undefined && span.isOpen && memory.told.has(standing)) return;
    if (standing !== undefined) memory.told.add(standing);
    result[names[kind]] += 1;
    if (result.findings.length >= mostFindings) return;
    result.findings.push({ kind, callSid, legSid, ours: differ?.ours ?? null, theirs: differ?.theirs ?? null });
  }

  async function readList(): Promise<Map<string, ListedLeg>> {
    const legs = new Map<string, ListedLeg>();
    const pages = rest.legs({ from: span.from, to: span.isOpen ? undefined : span.to });
    for (;;) {
      await parts.hold();
      const page = await pace.ask(() => pages.next());
      if (page.done) return legs;
      // Pages shift while calls come in: one leg may stand on two of them.
      for (const leg of page.value) {
        if (leg.startedAt !== null && leg.startedAt >= span.from && leg.startedAt < span.to) legs.set(leg.sid, leg);
      }
    }
  }

  /** Two events; should only one of them be kept, the next look finds the call without its end. */
  async function keepMissed(leg: EndedLeg): Promise<void> {
    const line = directory.line(leg.to);
    await ingest(toListedEvent(leg, line?.departmentId ?? null, line?.officialId ?? null, now()));
    await ingest(toRecoveredEvent(leg.sid, leg.sid, leg, now()));
    note('missed', leg.sid, leg.sid);
  }

  async function compare(leg: ListedLeg, own: OwnCalls): Promise<void> {
    if (!isTerminal(leg.status) || leg.endedAt === null || leg.endedAt + graceMs > now()) return;
    const ended: EndedLeg = { ...leg, endedAt: leg.endedAt };
    const record = await own.find(leg.sid, leg.parentSid);
    if (!record) {
      const isOurs = leg.direction === 'inbound' && leg.parentSid === null && directory.line(leg.to) !== undefined;
      if (isOurs && wasSuspect.has(leg.sid)) await keepMissed(ended);
      else if (isOurs) result.suspects.push(leg.sid);
      else result.foreign += 1;
      return;
    }
    if (!isEndKnown(record.call, leg.sid)) {
      await ingest(toRecoveredEvent(record.id, leg.sid, ended, now()));
      note('end-recovered', record.id, leg.sid);
      return;
    }
    const difference = differenceOf(record.call, leg);
    if (difference) note('differs', record.id, leg.sid, difference);
  }

  async function readAgain({ id, call }: CallRecord): Promise<void> {
    const known = new Set([...call.events, ...call.conflicts].map(({ key }) => key));
    for (const sid of legsToReadAgain(call)) {
      await parts.hold();
      for (const webhook of await pace.ask(() => rest.webhooks(sid))) {
        const event = recoverEvent(webhook, parts.publicBaseUrl, directory);
        if (!event || known.has(event.key)) continue;
        known.add(event.key);
        await ingest(event);
        note('events-recovered', id, event.callSid);
      }
    }
    memory.read.add(id);
  }

  const legs = await readList();
  const own = await loadOwnCalls(parts.log, span);
  result.listed = legs.size;
  // Roots first: a leg of a call that is only now kept belongs to it.
  for (const leg of [...legs.values()].sort((a, b) => Number(a.parentSid !== null) - Number(b.parentSid !== null))) {
    await compare(leg, own);
  }
  for (const record of own.roots()) {
    const { endedAt, settled } = record.call;
    if (!settled || endedAt === null || record.mergedInto !== null) continue;
    if (endedAt + logOpensMs > now()) continue;
    if (!legs.has(record.id)) note('unlisted', record.id, record.id);
    if (!memory.read.has(record.id) && legsToReadAgain(record.call).length > 0) await readAgain(record);
    for (const event of settleIntents(record.call, [...legs.values()], now())) {
      await ingest(event);
      note('events-recovered', record.id, event.callSid);
    }
  }
  return result;
}

function toListedEvent(
  leg: EndedLeg,
  departmentId: string | null,
  officialId: string | null,
  receivedAt: number,
): ListedEvent {
  const startedAt = leg.startedAt ?? leg.endedAt;
  return {
    kind: 'listed',
    key: `listed:${leg.sid}`,
    callSid: leg.sid,
    receivedAt,
    stamp: { ms: leg.endedAt, exact: false },
    from: leg.from,
    to: leg.to,
    direction: 'inbound',
    status: leg.status,
    startedAt,
    departmentId,
    officialId,
    raw: [
      ['Source', 'REST'],
      ['CallStatus', leg.status],
      ['StartTime', new Date(startedAt).toISOString()],
      ['EndTime', new Date(leg.endedAt).toISOString()],
    ],
  };
}
