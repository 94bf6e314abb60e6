// A limit that time alone passed: recorded once per call and clause, two seconds after the limit (DESIGN.md, "Live metrics").
import { z } from 'zod';
import type { CollectionDeclaration, StoredDocument } from '../storage/port.js';

export interface Breach extends StoredDocument {
  callId: string;
  clause: 'ring' | 'talk';
  departmentId: string | null;
  /** ms. */
  at: number;
}

export const breaches: CollectionDeclaration<Breach> = {
  name: 'breaches',
  schema: z.object({
    id: z.string(),
    revision: z.number().int(),
    callId: z.string(),
    clause: z.enum(['ring', 'talk']),
    departmentId: z.string().nullable(),
    at: z.number().int(),
  }),
  indexes: { byTime: { fields: ['at', 'id'] }, byCall: { fields: ['callId', 'clause'], unique: true } },
};

export function breachOf(callId: string, clause: Breach['clause'], departmentId: string | null, at: number): Breach {
  return { id: `${callId}:${clause}`, revision: 0, callId, clause, departmentId, at };
}
