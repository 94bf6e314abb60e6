// The result words that every screen, export and figure shares (DESIGN.md, "The outside contract").
import { z } from 'zod';

export const resultSchema = z.enum(['pass', 'fail', 'uncertain', 'unmeasured', 'not-applicable']);
export type Result = z.infer<typeof resultSchema>;

export const clauseNames = ['ring', 'talk', 'closing'] as const;
export type ClauseName = (typeof clauseNames)[number];

export const dispositionSchema = z.enum([
  'answered',
  'abandoned',
  'short-abandoned',
  'no-answer',
  'busy',
  'voicemail',
  'closed',
  'failed',
]);
export type Disposition = z.infer<typeof dispositionSchema>;
