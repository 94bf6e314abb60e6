// GET /api/board: what a board needs once, beside the live figures: names, targets, hours.
import { z } from 'zod';
import { coverModes } from './directory.js';

const localized = z.object({ ko: z.string(), en: z.string() });

export const boardSettingsSchema = z.object({
  city: localized,
  timeZone: z.string(),
  /** Targets as fractions. */
  targets: z.object({ ring: z.number(), talk: z.number(), closing: z.number() }),
  rule: z.object({
    preset: z.string(),
    version: z.number().int(),
    cadenceSeconds: z.number(),
    ringLimitSeconds: z.number(),
    talkLimitSeconds: z.number(),
    protectionSeconds: z.number(),
  }),
  /** Local "HH:MM" bounds. */
  openingHours: z.object({ from: z.string(), to: z.string() }),
  lunchHours: z.object({ from: z.string(), to: z.string() }),
  /** Where colleagues cover by `rollover`, covered calls fail the ring clause as the citizen met it: the screen says so. */
  departments: z.array(z.object({ id: z.string(), name: localized, coverMode: z.enum(coverModes) })),
});
export type BoardSettings = z.infer<typeof boardSettingsSchema>;
