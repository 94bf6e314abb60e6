// POST /api/calls/:sid/transfer, /hold, /resume and /end: what may be asked for a call in progress, and what became of it.
import { z } from 'zod';

export const transferSchema = z.strictObject({
  /** An official's id, or a number of the house. */
  to: z.string().trim().min(1).max(100),
  /** Attended: the next desk is spoken to first, while the citizen hears music. */
  kind: z.enum(['blind', 'attended']),
  /** Of a blind one: has the next desk been told already? Left out where nobody says. */
  briefed: z.boolean().optional(),
});

/** The reason is kept in the access record. */
export const endCallSchema = z.strictObject({ reason: z.string().trim().min(5).max(500) });

export const intentViewSchema = z.object({
  /** Names the intent among the call's events. */
  id: z.string(),
  /** unknown: Twilio did not answer in time; it is not asked again, and the call's events tell later. */
  outcome: z.enum(['accepted', 'refused', 'unknown']),
  /** Twilio's code of a refusal. */
  code: z.number().int().nullable(),
});
export type IntentView = z.infer<typeof intentViewSchema>;
