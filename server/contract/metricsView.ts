// Live figures: GET /api/metrics/live is exactly the `metrics` of the last snapshot.
// Rates are unrounded fractions or null without a denominator; the screen rounds once.
import { z } from 'zod';

const count = z.number().int().nonnegative();
const fraction = z.number().min(0).max(1).nullable();
const bandSchema = z.object({ lo: z.number(), hi: z.number() }).nullable();

export const clauseFiguresSchema = z.object({
  pass: count,
  fail: count,
  uncertain: count,
  unmeasured: count,
  notApplicable: count,
  /** Calls whose word rests on evidence that could not have shown the other result; kept out of the rate. */
  withoutEvidence: count,
  /** pass + fail: the denominator of `rate`. */
  judged: count,
  rate: fraction,
  /** pass / (pass + fail + uncertain) to (pass + uncertain) / (the same). */
  band: bandSchema,
});
export type ClauseFigures = z.infer<typeof clauseFiguresSchema>;

export const figuresSchema = z.object({
  offered: count,
  answered: count,
  answerRate: fraction,
  dispositions: z.object({
    answered: count,
    abandoned: count,
    shortAbandoned: count,
    noAnswer: count,
    busy: count,
    voicemail: count,
    closed: count,
    failed: count,
  }),
  serviceLevel: z.object({ thresholdSeconds: z.number(), within: count, offered: count, rate: fraction }),
  /** Over answered calls whose wait is known. */
  averageWaitSeconds: z.number().nullable(),
  longestWaitSeconds: z.number().nullable(),
  averageTalkSeconds: z.number().nullable(),
  /** Answered hand-overs, answered calls with at least one, and answered calls whose last one nobody took. */
  transfers: z.object({ handOvers: count, calls: count, rate: fraction, lost: count }),
  firstContact: z.object({ count, answered: count, rate: fraction }),
  ring: clauseFiguresSchema,
  talk: clauseFiguresSchema,
  closing: clauseFiguresSchema,
  /** Stands beside each ring rate, so that not answering never beats answering late. */
  beforeThirdRing: z.object({ count, offered: count, rate: fraction }),
  /** Offered calls that rang past the limit and were lost. */
  lateAndLost: count,
  /** Calls judged on all three clauses; `range` is what the others leave possible, over `answered` calls. */
  allThree: z.object({ pass: count, judged: count, rate: fraction, range: bandSchema, answered: count }),
  /** Answered calls by nominal ring count: index 0 is one ring, index 4 is five or more. */
  ringCounts: z.tuple([count, count, count, count, count]),
  ringCountUnknown: count,
});
export type Figures = z.infer<typeof figuresSchema>;

export const hourFiguresSchema = z.object({
  /** Local hour of startedAt, 0 to 23; hours without a settled call are left out. */
  hour: z.number().int().min(0).max(23),
  offered: count,
  answered: count,
  abandoned: count,
});
export type HourFigures = z.infer<typeof hourFiguresSchema>;

export const dayViewSchema = figuresSchema.extend({
  date: z.iso.date(),
  timeZone: z.string(),
  preset: z.string(),
  version: z.number().int(),
  hours: z.array(hourFiguresSchema),
});
export type DayView = z.infer<typeof dayViewSchema>;

export const nowViewSchema = z.object({
  ringing: count,
  talking: count,
  /** Since when the longest-ringing unanswered call has rung, and where. */
  longestRingingSince: z.iso.datetime().nullable(),
  longestRingingDepartmentId: z.string().nullable(),
  /** Live calls whose breach has begun. */
  pastThirdRing: count,
  pastThreeMinutes: count,
  /** Events that this process shows already and the database has not taken yet; 0 on an ordinary day. */
  spooled: count,
});
export type NowView = z.infer<typeof nowViewSchema>;

export const departmentFiguresSchema = z.object({
  id: z.string(),
  ringing: count,
  talking: count,
  figures: figuresSchema,
});
export type DepartmentFigures = z.infer<typeof departmentFiguresSchema>;

export const metricsViewSchema = z.object({
  day: dayViewSchema,
  now: nowViewSchema,
  /** Departments with a call today or now, by id; only the asked one when a department was asked for. */
  departments: z.array(departmentFiguresSchema),
});
export type MetricsView = z.infer<typeof metricsViewSchema>;
