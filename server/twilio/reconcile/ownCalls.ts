// Our calls of a span of time by every sid that belongs to them, as they are held against Twilio's list.
import type { CallLog } from '../../ledger/callLog.js';
import type { CallRecord } from '../../ledger/callRecord.js';

export interface OwnCalls {
  /** The call to which a leg belongs, whole. */
  find(sid: string, parentSid: string | null): Promise<CallRecord | undefined>;
  /** Roots that began within the span. */
  roots(): CallRecord[];
}

const pageSize = 200;
/** A call's start by our events and by Twilio's list may lie a little apart. */
const marginMs = 60_000;

export async function loadOwnCalls(log: CallLog, span: { from: number; to: number }): Promise<OwnCalls> {
  const bySid = new Map<string, CallRecord>();
  const roots: CallRecord[] = [];
  let cursor: string | undefined;
  do {
    const wide = { from: span.from - marginMs, to: span.to + marginMs };
    const page = await log.list({ ...wide, limit: pageSize, cursor });
    for (const record of page.items) {
      for (const { sid } of record.call.legs) bySid.set(sid, record);
      bySid.set(record.id, record);
      if (record.startedAt >= span.from && record.startedAt < span.to) roots.push(record);
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);

  return {
    roots: () => roots,
    async find(sid, parentSid) {
      const known = bySid.get(sid) ?? (parentSid === null ? undefined : bySid.get(parentSid));
      // A list leaves out events that overflowed.
      if (known && known.overflow === undefined) return known;
      return (await log.find(sid)) ?? (parentSid === null ? undefined : log.find(parentSid));
    },
  };
}
