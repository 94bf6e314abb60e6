// Our calls held against Twilio's own list: GET and POST /api/reconcile.
import { z } from 'zod';

const time = z.iso.datetime();
const count = z.number().int().nonnegative();

export const findingViewSchema = z.object({
  /** missed: nothing of the call came to us. unlisted: Twilio does not list it. differs: see `ours` and `theirs`. */
  kind: z.enum(['missed', 'end-recovered', 'events-recovered', 'differs', 'unlisted']),
  callSid: z.string(),
  legSid: z.string(),
  ours: z.string().nullable(),
  theirs: z.string().nullable(),
});

export const roundViewSchema = z.object({
  id: z.string(),
  startedAt: time,
  /** null while it is under way, and for one that was cut off by a restart. */
  finishedAt: time.nullable(),
  /** Calls that began from here (inclusive) to there (exclusive). */
  from: time,
  to: time,
  /** Who asked for it; null for the product's own rounds. */
  account: z.string().nullable(),
  /** Legs that Twilio listed, and those among them that are none of the city's calls. */
  listed: count,
  foreign: count,
  /** Not heard of once: they count as missed when the next look does not find them either. */
  suspects: count,
  missed: count,
  endsRecovered: count,
  eventsRecovered: count,
  differing: count,
  unlisted: count,
  /** The first 200. */
  findings: z.array(findingViewSchema),
  /** Why it broke off: Twilio or the database did not answer. */
  problem: z.enum(['twilio', 'storage']).nullable(),
});
export type RoundView = z.infer<typeof roundViewSchema>;

export const reconcileViewSchema = z.object({
  /** 0: only on demand. */
  everyMinutes: count,
  /** The latest 50, newest first. */
  items: z.array(roundViewSchema),
});
export type ReconcileView = z.infer<typeof reconcileViewSchema>;

/** Three days: a list is read whole before it is compared. */
export const longestSpanMs = 3 * 86_400_000;

/** POST /api/reconcile; answered with the round as it begins. */
export const reconcileSchema = z
  .strictObject({ from: z.iso.datetime({ offset: true }), to: z.iso.datetime({ offset: true }) })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), { path: ['to'] })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= longestSpanMs, { path: ['from'] });
