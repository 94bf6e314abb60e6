// GET /api/calls, GET /api/calls/:sid, GET /api/calls/:sid/timeline, and POST /api/calls/:sid/unmask.
import { z } from 'zod';
import type { AuditSubject } from '../../audit/auditEntry.js';
import type { Clock } from '../../base/clock.js';
import { type CallPageView, type CallView, type UnmaskedView, unmaskSchema } from '../../contract/callView.js';
import { resultSchema } from '../../contract/result.js';
import type { TimelineView } from '../../contract/timelineView.js';
import { can, departmentsOf } from '../../identity/roles.js';
import type { CallLog } from '../../ledger/callLog.js';
import type { CallRecord } from '../../ledger/callRecord.js';
import { maskedCitizen } from '../../present/callMask.js';
import { presentCall, presentCallSummary } from '../../present/callView.js';
import { maskAddress } from '../../present/maskNumber.js';
import { presentTimeline } from '../../present/timelineView.js';
import { AppError } from '../errors.js';
import { type ApiRoute, loadNothing, nothing, route } from '../route.js';

/** ISO 8601 with a zone, as ms. */
const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const id = z.string().min(1).max(100);

/** As much of a number as every list shows. */
const shownDigits = 4;
const digitsOf = (text: string) => text.replace(/\D/g, '');
const isSid = (text: string) => /^(?:ca)?[\da-f]{8,}$/i.test(text) && !/^\d+$/.test(text);

const listQuery = z.strictObject({
  from: time.optional(),
  to: time.optional(),
  department: id.optional(),
  official: id.optional(),
  result: resultSchema.optional(),
  /** As the page of one of the caller's calls names it. */
  caller: z
    .string()
    .regex(/^[\w-]{43}$/)
    .optional(),
  q: z
    .string()
    .trim()
    .max(100)
    .refine((text) => digitsOf(text).length >= shownDigits || isSid(text))
    .optional(),
  cursor: z.string().min(1).max(3_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const subjectOf = ({ id, call, departmentId }: CallRecord): AuditSubject => ({
  type: 'call',
  id,
  whose: maskedCitizen(call),
  departmentId,
});

export function callRoutes(log: CallLog, clock: Clock): ApiRoute[] {
  const list = route({
    method: 'get',
    path: '/calls',
    access: 'calls.view',
    params: nothing,
    query: listQuery,
    body: nothing,
    load: loadNothing,
    subject: ({ query: { department } }) => (department === undefined ? 'narrowed' : { departmentId: department }),
    audit: 'by-handler',
    async handle({ actor, query, trail }): Promise<CallPageView> {
      const { department, official, result, caller, q, ...rest } = query;
      // The list itself is masked. But whoever asks for more digits than it shows learns whether they are right, and
      // could feel for a number digit by digit.
      if (q !== undefined && !isSid(q) && digitsOf(q).length > shownDigits) {
        const subject = { type: 'call', id: null, whose: maskAddress(q), departmentId: department ?? null } as const;
        const nothingChanged = { reason: null, before: null, after: null, target: null };
        await trail.record({ kind: 'view', subject, task: 'calls.search', ...nothingChanged });
      }
      const filter = {
        ...rest,
        departmentId: department,
        officialId: official,
        overall: result,
        callerKey: caller,
        search: q,
      };
      const own = departmentsOf(actor, 'calls.view') ?? undefined;
      const { items, nextCursor } = await log.list({ ...filter, departmentIds: own });
      return { items: items.map(presentCallSummary), nextCursor };
    },
  });
  const load = async ({ params }: { params: { sid: string } }): Promise<CallRecord> => {
    const record = await log.find(params.sid);
    if (!record) throw new AppError('CALL_NOT_FOUND');
    return record;
  };
  const bySid = z.strictObject({ sid: z.string().max(100) });
  const one = route({
    method: 'get',
    path: '/calls/:sid',
    access: 'calls.view',
    params: bySid,
    query: nothing,
    body: nothing,
    load,
    subject: (_input, { departmentId }) => ({ departmentId }),
    audit: { kind: 'view', subject: (_input, record) => subjectOf(record) },
    handle: async ({ actor }, record): Promise<CallView> =>
      presentCall(record, { raw: can(actor, 'calls.raw', { departmentId: record.departmentId }) }),
  });
  const timeline = route({
    method: 'get',
    path: '/calls/:sid/timeline',
    access: 'calls.view',
    params: bySid,
    query: nothing,
    body: nothing,
    load,
    subject: (_input, { departmentId }) => ({ departmentId }),
    audit: { kind: 'view', subject: (_input, record) => subjectOf(record) },
    handle: async (_input, record): Promise<TimelineView> => presentTimeline(record, clock.now()),
  });
  const unmask = route({
    method: 'post',
    path: '/calls/:sid/unmask',
    access: 'calls.unmask',
    params: bySid,
    query: nothing,
    body: unmaskSchema,
    load,
    subject: (_input, { departmentId }) => ({ departmentId }),
    audit: { kind: 'unmask', subject: (_input, record) => subjectOf(record), reason: ({ body }) => body.reason },
    handle: async (_input, { call: { from, to } }): Promise<UnmaskedView> => ({ from, to }),
  });
  return [list, one, timeline, unmask];
}
