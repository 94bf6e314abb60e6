// The monthly review: GET /api/audit/reviews, GET and POST /api/audit/reviews/:month.
import { z } from 'zod';
import { digestMonth } from '../../audit/monthDigest.js';
import { monthNamed, monthsBetween } from '../../audit/months.js';
import { isHeadOf, signOffNote } from '../../audit/signOffs.js';
import { monthSchema, type ReviewMonthsView, type ReviewView, signOffSchema } from '../../contract/audit.js';
import { presentMonth, presentReview } from '../../present/reviewView.js';
import { AppError } from '../errors.js';
import { type ApiRoute, loadNothing, nothing, route } from '../route.js';
import type { AuditRouteParts } from './auditRoutes.js';

const params = z.strictObject({ month: monthSchema });

export function auditReviewRoutes({ entries, timeZone, clock }: AuditRouteParts): ApiRoute[] {
  /** From the first entry that is kept to now, newest first. */
  async function kept() {
    const { items } = await entries.list({ index: 'bySeq', limit: 1 });
    const now = clock.now();
    return monthsBetween(items[0]?.at ?? now, now, timeZone);
  }

  async function findMonth(name: string) {
    const month = monthNamed(name, timeZone);
    if (!(await kept()).some(({ from }) => from === month.from)) throw new AppError('NOT_FOUND');
    return month;
  }

  const months = route({
    method: 'get',
    path: '/audit/reviews',
    access: 'audit.view',
    params: nothing,
    query: nothing,
    body: nothing,
    load: loadNothing,
    subject: () => ({}),
    audit: { none: 'months, and who signed them' },
    async handle(): Promise<ReviewMonthsView> {
      const now = clock.now();
      return { items: await Promise.all((await kept()).map((month) => presentMonth(entries, month, now))) };
    },
  });
  const one = route({
    method: 'get',
    path: '/audit/reviews/:month',
    access: 'audit.view',
    params,
    query: nothing,
    body: nothing,
    load: ({ params: { month } }) => findMonth(month),
    subject: () => ({}),
    audit: {
      kind: 'view',
      subject: (_input, { name }) => ({ type: 'audit', id: name, whose: null, departmentId: null }),
    },
    async handle(_input, month): Promise<ReviewView> {
      return presentReview(entries, month, await digestMonth(entries, month, timeZone), clock.now());
    },
  });
  const sign = route({
    method: 'post',
    path: '/audit/reviews/:month',
    access: 'audit.review',
    params,
    query: nothing,
    body: signOffSchema,
    load: ({ params: { month } }) => findMonth(month),
    subject: () => ({}),
    audit: 'by-handler',
    async handle({ body: { head, note }, trail }, month): Promise<ReviewView> {
      if (!(await isHeadOf(entries, month, head))) throw new AppError('REVIEW_OUTDATED');
      const seen = await digestMonth(entries, month, timeZone, head.seq);
      await trail.record(signOffNote(month, seen, note));
      return presentReview(entries, month, await digestMonth(entries, month, timeZone), clock.now());
    },
  });
  return [months, one, sign];
}
