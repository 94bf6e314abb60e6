// GET /api/calls and GET /api/calls/:sid.
import { z } from 'zod';
import type { CallPageView, CallView } from '../../contract/callView.js';
import { resultSchema } from '../../contract/result.js';
import type { CallLog } from '../../ledger/callLog.js';
import { presentCall, presentCallSummary } from '../../present/callView.js';
import { AppError } from '../errors.js';
import { type MountRoute, nothing, route } from '../route.js';

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

export function callRoutes(log: CallLog): MountRoute[] {
  const list = route({
    method: 'get',
    path: '/calls',
    signIn: 'required',
    params: nothing,
    query: listQuery,
    body: nothing,
    async handle({ query }): Promise<CallPageView> {
      const { department, official, result, q, ...rest } = query;
      const filter = { ...rest, departmentId: department, officialId: official, overall: result, search: q };
      const { items, nextCursor } = await log.list(filter);
      return { items: items.map(presentCallSummary), nextCursor };
    },
  });
  const one = route({
    method: 'get',
    path: '/calls/:sid',
    signIn: 'required',
    params: z.strictObject({ sid: z.string().max(100) }),
    query: nothing,
    body: nothing,
    async handle({ params }): Promise<CallView> {
      const record = await log.find(params.sid);
      if (!record) throw new AppError('CALL_NOT_FOUND');
      return presentCall(record);
    },
  });
  return [list, one];
}
