// Odd ways of reading: at night, at the weekend, and one subject that draws many readers.
import { DateTime } from 'luxon';
import type { AuditEntry } from './auditEntry.js';
import { beginPattern, type Detector, extendPattern, isReading, type OddPattern } from './oddPattern.js';

/** From 22:00 to 06:00 local, when no counter of a city hall is open. */
const nightBegins = 22;
const nightEnds = 6;
/** One look from home is a habit of the trade; three in one night or one day are work. */
const readingsOffHours = 3;
/** A call has an official, a cover, a supervisor and an auditor; the fifth reader is curious. */
const readersOfOne = 5;

/** The night or the weekend day that an instant belongs to; undefined within working time. */
export function offHoursOf(at: number, timeZone: string): (Pick<OddPattern, 'pattern'> & { day: string }) | undefined {
  const local = DateTime.fromMillis(at, { zone: timeZone });
  // The small hours belong to the evening before.
  if (local.hour >= nightBegins) return { pattern: 'night-reading', day: local.toFormat('yyyy-MM-dd') };
  if (local.hour < nightEnds) return { pattern: 'night-reading', day: local.minus({ days: 1 }).toFormat('yyyy-MM-dd') };
  return local.weekday > 5 ? { pattern: 'weekend-reading', day: local.toFormat('yyyy-MM-dd') } : undefined;
}

export function detectOffHours(timeZone: string): Detector {
  const found = new Map<string, OddPattern>();
  return {
    add(entry) {
      const when = isReading(entry) ? offHoursOf(entry.at, timeZone) : undefined;
      if (!when) return;
      const place = `${when.pattern} ${when.day} ${entry.account}`;
      const known = found.get(place);
      const about = { account: entry.account, subject: null };
      if (known) extendPattern(known, entry);
      else found.set(place, beginPattern(when.pattern, about, readingsOffHours, entry));
    },
    found: () => [...found.values()].filter(({ count, limit }) => count >= limit),
  };
}

export function detectManyReaders(): Detector {
  const found = new Map<string, { pattern: OddPattern; readers: Set<string> }>();
  const place = ({ subject: { type, id } }: AuditEntry) => `${type} ${id}`;
  return {
    add(entry) {
      const { subject, account } = entry;
      // Lists, and the record itself, are there for many.
      if (!isReading(entry) || subject.id === null || subject.type === 'audit' || subject.type === 'department') return;
      const known = found.get(place(entry));
      if (!known) {
        const pattern = beginPattern('subject-read-by-many', { account: null, subject }, readersOfOne, entry);
        found.set(place(entry), { pattern, readers: new Set([account]) });
      } else if (!known.readers.has(account)) {
        known.readers.add(account);
        extendPattern(known.pattern, entry);
      }
    },
    found: () => [...found.values()].map(({ pattern }) => pattern).filter(({ count, limit }) => count >= limit),
  };
}
