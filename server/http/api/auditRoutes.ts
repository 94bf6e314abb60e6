// The access record: GET /api/audit, GET /api/audit/head, POST /api/audit/export.
import { z } from 'zod';
import type { AuditEntry, AuditNote } from '../../audit/auditEntry.js';
import { type ExportPlan, exportType, planExport, writeExport } from '../../audit/exportFile.js';
import { searchAudit } from '../../audit/searchAudit.js';
import type { AuditTrail } from '../../audit/trail.js';
import type { Clock } from '../../base/clock.js';
import { type AuditHeadView, type AuditPageView, auditExportSchema, auditKinds } from '../../contract/audit.js';
import { presentEntries } from '../../present/auditView.js';
import { toTime } from '../../present/verdictView.js';
import type { Collection } from '../../storage/port.js';
import { AppError } from '../errors.js';
import { type ApiRoute, loadNothing, nothing, route } from '../route.js';
import { StreamedAnswer } from '../streamedAnswer.js';

export interface AuditRouteParts {
  entries: Collection<AuditEntry>;
  audit: Pick<AuditTrail, 'head'>;
  key: string;
  cityName: string;
  timeZone: string;
  clock: Clock;
}

const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const word = z.string().trim().min(1).max(200);
/** E-mail addresses are kept in small letters; the name of a television's link is not. */
const account = word.transform((text) => (text.includes('@') ? text.toLowerCase() : text));

const listQuery = z.strictObject({
  account: account.optional(),
  subject: word.optional(),
  kind: z.enum(auditKinds).optional(),
  from: time.optional(),
  to: time.optional(),
  cursor: z.string().min(1).max(3_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

function exportNote({ header, count, head }: ExportPlan, reason: string): AuditNote {
  const { from, to, follows } = header;
  return {
    kind: 'export',
    subject: { type: 'audit', id: null, whose: null, departmentId: null },
    task: 'audit.export',
    reason,
    before: null,
    after: { rows: count, from: toTime(from), to: toTime(to), follows, head },
    target: null,
  };
}

export function auditRoutes({ entries, audit, key, cityName, clock }: AuditRouteParts): ApiRoute[] {
  const list = route({
    method: 'get',
    path: '/audit',
    access: 'audit.view',
    params: nothing,
    query: listQuery,
    body: nothing,
    load: loadNothing,
    subject: () => ({}),
    audit: {
      kind: 'view',
      subject: ({ query: { account } }) => ({ type: 'audit', id: null, whose: account ?? null, departmentId: null }),
    },
    async handle({ query }): Promise<AuditPageView> {
      const page = await searchAudit(entries, query);
      return { items: await presentEntries(entries, page.items), nextCursor: page.nextCursor };
    },
  });
  const head = route({
    method: 'get',
    path: '/audit/head',
    access: 'audit.view',
    params: nothing,
    query: nothing,
    body: nothing,
    load: loadNothing,
    subject: () => ({}),
    audit: { none: 'a number and a hash' },
    handle: async (): Promise<AuditHeadView> => ({ ...(await audit.head()), at: toTime(clock.now()) }),
  });
  const exported = route({
    method: 'post',
    path: '/audit/export',
    access: 'audit.export',
    params: nothing,
    query: nothing,
    body: auditExportSchema,
    load: loadNothing,
    subject: () => ({}),
    audit: 'by-handler',
    async handle({ actor, body, trail }) {
      const [from, to] = [Date.parse(body.from), Date.parse(body.to)];
      if (from >= to) throw new AppError('BAD_REQUEST', 'Check the body: from, to.');
      const period = { city: cityName, from, to, exportedAt: clock.now(), exportedBy: actor.account };
      const plan = await planExport(entries, period);
      await trail.record(exportNote(plan, body.reason));
      const name = `audit-${body.from.slice(0, 10)}-${body.to.slice(0, 10)}.ndjson`;
      return new StreamedAnswer({ name, type: exportType }, writeExport(entries, key, plan));
    },
  });
  return [list, head, exported];
}
