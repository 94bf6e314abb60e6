// Collections made for these tests: every kind of index, nested documents, and one whose documents expire.
import { z } from 'zod';
import type { CollectionDeclaration } from '../../server/storage/port.js';

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const noteSchema = z.object({
  id: z.string().min(1),
  revision: z.number().int().nonnegative(),
  group: value,
  rank: value,
  label: z.string(),
  raw: z.array(z.tuple([z.string(), z.string()])),
});
export type Note = z.infer<typeof noteSchema>;

export const notes: CollectionDeclaration<Note> = {
  name: 'notes',
  schema: noteSchema,
  indexes: {
    byGroup: { fields: ['group', 'rank', 'id'] },
    byRank: { fields: ['rank'] },
    byLabel: { fields: ['label'], unique: true },
  },
};

const ticketSchema = z.object({
  id: z.string().min(1),
  revision: z.number().int().nonnegative(),
  issuedAt: z.number().int().nullable(),
  holder: z.string(),
});
export type Ticket = z.infer<typeof ticketSchema>;

export const ticketLifeMs = 60_000;

export const tickets: CollectionDeclaration<Ticket> = {
  name: 'tickets',
  schema: ticketSchema,
  indexes: {
    byIssue: { fields: ['issuedAt'], expiresAfterMs: ticketLifeMs },
    byHolder: { fields: ['holder'], unique: true },
  },
};

export function makeNote(id: string, fields: Partial<Omit<Note, 'id' | 'revision'>> = {}): Note {
  return { id, revision: 0, group: 'a', rank: 1, label: `label of ${id}`, raw: [], ...fields };
}

export function makeTicket(id: string, issuedAt: number | null, holder = `holder of ${id}`): Ticket {
  return { id, revision: 0, issuedAt, holder };
}
