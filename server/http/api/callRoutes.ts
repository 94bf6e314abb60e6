// GET /api/calls and GET /api/calls/:sid.
import { z } from 'zod';
import type { CallPageView, CallView } from '../../contract/callView.js';
import { resultSchema } from '../../contract/result.js';
import { departmentsOf } from '../../identity/roles.js';
import type { CallLog } from '../../ledger/callLog.js';
import { presentCall, presentCallSummary } from '../../present/callView.js';
import { AppError } from '../errors.js';
import { type ApiRoute, loadNothing, nothing, route } from '../route.js';

/** ISO 8601 with a zone, as ms. */
const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const id = z.string().min(1).max(100);

const listQuery = z.strictObject({
  from: time.optional(),
  to: time.optional(),
  department: id.optional(),
  official: id.optional(),
  result: resultSchema.optional(),
  q: z.string().trim().min(1).max(100).optional(),
  cursor: z.string().min(1).max(3_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export function callRoutes(log: CallLog): ApiRoute[] {
  const list = route({
    method: 'get',
    path: '/calls',
    access: 'calls.view',
    params: nothing,
    query: listQuery,
    body: nothing,
    load: loadNothing,
    subject: ({ query: { department } }) => (department === undefined ? 'narrowed' : { departmentId: department }),
    audit: { none: 'numbers are masked' },
    async handle({ actor, query }): Promise<CallPageView> {
      const { department, official, result, q, ...rest } = query;
      const filter = { ...rest, departmentId: department, officialId: official, overall: result, search: q };
      const own = departmentsOf(actor, 'calls.view') ?? undefined;
      const { items, nextCursor } = await log.list({ ...filter, departmentIds: own });
      return { items: items.map(presentCallSummary), nextCursor };
    },
  });
  const one = route({
    method: 'get',
    path: '/calls/:sid',
    access: 'calls.view',
    params: z.strictObject({ sid: z.string().max(100) }),
    query: nothing,
    body: nothing,
    async load({ params }) {
      const record = await log.find(params.sid);
      if (!record) throw new AppError('CALL_NOT_FOUND');
      return record;
    },
    subject: (_input, { departmentId }) => ({ departmentId }),
    audit: {
      kind: 'view',
      subject: (_input, { id, departmentId }) => ({ type: 'call', id, whose: null, departmentId }),
    },
    handle: async (_input, record): Promise<CallView> => presentCall(record),
  });
  return [list, one];
}
