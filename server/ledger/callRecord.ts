// One call, one document: its events, what follows from them, and how it was judged (DESIGN.md).
import { z } from 'zod';
import type { Call } from '../calls/call.js';
import type { CallEvent } from '../calls/callEvent.js';
import type { CollectionDeclaration, StoredDocument } from '../storage/port.js';
import { judgeCall } from '../verdict/judgeCall.js';
import type { Judgement, Rule } from '../verdict/verdict.js';

export interface CallRecord extends StoredDocument {
  /** Set on a document that proved to be a leg of another call: everything else then lives there. */
  mergedInto: string | null;
  rule: Rule;
  call: Call;
  judgement: Judgement;
  /** Copies for the indexes. */
  startedAt: number;
  departmentId: string | null;
  officialId: string | null;
  overall: string | null;
  settled: boolean;
  /** The same on every call of one caller; null where nobody can tell. Absent from calls stored before there were keys. */
  callerKey?: string | null;
  /** Overflow documents that hold the rest of its events. Absent from nearly every call. */
  overflow?: readonly string[];
}

// Events were checked when the edge made them and never change: their shape is not read again at every write of the call,
// and the schema gives them on as they are, so that the store knows them again.
export const storedEvent = z.custom<CallEvent>((event) => {
  const { kind, key, callSid, receivedAt } = Object(event) as Record<string, unknown>;
  const texts = [kind, key, callSid];
  return texts.every((text) => typeof text === 'string') && Number.isSafeInteger(receivedAt);
}, 'is not an event');
const facts = z.looseObject({ id: z.string(), events: z.array(storedEvent), conflicts: z.array(storedEvent) });

export const calls: CollectionDeclaration<CallRecord> = {
  name: 'calls',
  tracked: true,
  schema: z.object({
    id: z.string().min(1),
    revision: z.number().int().nonnegative(),
    mergedInto: z.string().nullable(),
    rule: z.looseObject({ preset: z.string(), version: z.number().int() }),
    call: facts,
    judgement: z.looseObject({ verdict: z.looseObject({}) }),
    startedAt: z.number().int(),
    departmentId: z.string().nullable(),
    officialId: z.string().nullable(),
    overall: z.string().nullable(),
    settled: z.boolean(),
    callerKey: z.string().nullable().optional(),
    overflow: z.array(z.string()).min(1).optional(),
  }) as unknown as z.ZodType<CallRecord>,
  indexes: {
    // Pointers carry mergedInto and are left out of listings by the first field.
    byStart: { fields: ['startedAt', 'id'] },
    byDepartment: { fields: ['departmentId', 'startedAt', 'id'] },
    byOfficial: { fields: ['officialId', 'startedAt', 'id'] },
    byOverall: { fields: ['overall', 'startedAt', 'id'] },
    byCaller: { fields: ['callerKey', 'startedAt', 'id'] },
    bySettled: { fields: ['settled', 'startedAt', 'id'] },
  },
};

/** The document of a call as judged by its rule; the store sets the revision. */
export function recordOf(call: Call, rule: Rule, revision: number, callerKey?: string | null): CallRecord {
  const judgement = judgeCall(call, rule);
  return {
    id: call.id,
    revision,
    mergedInto: null,
    rule,
    call,
    judgement,
    startedAt: call.startedAt,
    departmentId: call.departmentId,
    officialId: call.officialId,
    overall: judgement.verdict.overall,
    settled: call.settled,
    ...(callerKey === undefined ? {} : { callerKey }),
  };
}
