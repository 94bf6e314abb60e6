// Reading calls back: one page of the log along one index, or one call by its sid or a leg's.
import type { ListQuery, Store } from '../storage/port.js';
import { callLegs } from './callLeg.js';
import { type CallRecord, calls as callRecords } from './callRecord.js';
import { createOverflow } from './overflow.js';

export interface CallFilter {
  /** ms on startedAt: from inclusive, to exclusive. */
  from?: number | undefined;
  to?: number | undefined;
  departmentId?: string | undefined;
  /** Those the asker is confined to; undefined for the whole city. */
  departmentIds?: readonly string[] | undefined;
  officialId?: string | undefined;
  overall?: string | undefined;
  callerKey?: string | undefined;
  /** The end of a number, or a sid or its end. */
  search?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

export interface CallLog {
  /**
   * Newest first, without the events that overflowed. A page may be short and still have a next one: one request reads a
   * bounded part of the index.
   */
  list(filter: CallFilter): Promise<{ items: CallRecord[]; nextCursor: string | null }>;
  /** With all its events. */
  find(sid: string): Promise<CallRecord | undefined>;
}

const sidPattern = /^CA[0-9a-f]{32}$/i;
/** Nine digits with the trunk zero: a whole national number, which E.164 writes without it. */
const shortestNational = 9;
/** Eight hexadecimal digits name one call among billions; fewer are taken for a number. */
const shortestSidEnd = 8;
/** A pointer points at a root; one more hop while two merges meet. */
const longestPointerChain = 3;

/** @param text as a person types it: "1234-5678", "031 000 2001", "sip:2001@desk.example" or a sid. */
export function createCallMatcher(text: string): (record: Pick<CallRecord, 'id' | 'call'>) => boolean {
  const wanted = text.trim().toLowerCase();
  const digits = /^[+\d\s().-]+$/.test(wanted) ? wanted.replace(/\D/g, '') : '';
  const ends = digits === '' ? [wanted] : [digits];
  if (digits.startsWith('0') && digits.length >= shortestNational) ends.push(digits.slice(1));
  const isSidEnd = wanted.length >= shortestSidEnd && /^(ca)?[0-9a-f]+$/.test(wanted);

  return ({ id, call }) => {
    if (isSidEnd && id.toLowerCase().endsWith(wanted)) return true;
    return [call.from, call.to].some((address) => {
      // The user part of an address is its number: sip:2001@desk.example ends with 2001.
      const whole = address?.toLowerCase() ?? '';
      const user = whole.split('@', 1)[0] ?? '';
      return ends.some((end) => end !== '' && (whole.endsWith(end) || user.endsWith(end)));
    });
  };
}

/** The index that leaves least to filter: fewest calls are of one caller, then official, department and result. */
function chooseIndex({
  callerKey,
  officialId,
  departmentId,
  overall,
}: CallFilter): Pick<ListQuery<CallRecord>, 'index' | 'equals'> {
  if (callerKey !== undefined) return { index: 'byCaller', equals: [callerKey] };
  if (officialId !== undefined) return { index: 'byOfficial', equals: [officialId] };
  if (departmentId !== undefined) return { index: 'byDepartment', equals: [departmentId] };
  if (overall !== undefined) return { index: 'byOverall', equals: [overall] };
  return { index: 'byStart' };
}

export function createCallLog(store: Store): CallLog {
  const calls = store.collection(callRecords);
  const legs = store.collection(callLegs);
  const overflow = createOverflow(store);

  async function find(sid: string): Promise<CallRecord | undefined> {
    let record = (await calls.get(sid)) ?? (await findRoot(sid));
    for (let hop = 1; record?.mergedInto && hop < longestPointerChain; hop += 1) {
      record = await calls.get(record.mergedInto);
    }
    if (!record || record.mergedInto) return undefined;
    const [whole] = await overflow.complete([record]);
    return whole;
  }

  async function findRoot(legSid: string): Promise<CallRecord | undefined> {
    const leg = await legs.get(legSid);
    return leg && calls.get(leg.rootId);
  }

  function passes(filter: CallFilter): (record: CallRecord) => boolean {
    const matches = filter.search === undefined ? () => true : createCallMatcher(filter.search);
    return (record) =>
      record.mergedInto === null &&
      (filter.departmentId === undefined || record.departmentId === filter.departmentId) &&
      (filter.departmentIds === undefined ||
        (record.departmentId !== null && filter.departmentIds.includes(record.departmentId))) &&
      (filter.officialId === undefined || record.officialId === filter.officialId) &&
      (filter.overall === undefined || record.overall === filter.overall) &&
      (filter.callerKey === undefined || record.callerKey === filter.callerKey) &&
      matches(record);
  }

  return {
    find,
    async list(filter) {
      const { from, to, cursor, limit, search } = filter;
      // A whole sid needs no search; a leg's leads to its call.
      if (search !== undefined && sidPattern.test(search)) {
        const record = await find(`CA${search.slice(2).toLowerCase()}`);
        const { search: _found, ...others } = filter;
        return { items: record && passes(others)(record) ? [record] : [], nextCursor: null };
      }
      const range = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
      const { items, nextCursor } = await calls.list({
        ...chooseIndex(filter),
        range,
        where: passes(filter),
        order: 'descending',
        limit,
        ...(cursor === undefined ? {} : { after: cursor }),
      });
      return { items, nextCursor };
    },
  };
}
