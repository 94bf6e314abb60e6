// The access record: searching it, its head, its export as a file, and the monthly review.
import type {
  AuditHeadView,
  AuditPageView,
  ReviewMonthsView,
  ReviewView,
  SignOff,
} from '../../server/contract/audit.js';
import { type Answer, request, withQuery } from './request.js';

export interface AuditSearch {
  account: string;
  subject: string;
  kind: string;
  /** ISO 8601, `to` exclusive; null where open. */
  from: string | null;
  to: string | null;
  cursor: string | null;
}

export function readAudit(search: AuditSearch): Promise<Answer<AuditPageView>> {
  return request('GET', withQuery('/api/audit', { ...search, limit: 50 }));
}

export function readAuditHead(): Promise<Answer<AuditHeadView>> {
  return request('GET', '/api/audit/head');
}

export function readReviews(): Promise<Answer<ReviewMonthsView>> {
  return request('GET', '/api/audit/reviews');
}

export function readReview(month: string): Promise<Answer<ReviewView>> {
  return request('GET', `/api/audit/reviews/${month}`);
}

export function signOffReview(month: string, signOff: SignOff): Promise<Answer<ReviewView>> {
  return request('POST', `/api/audit/reviews/${month}`, signOff);
}
