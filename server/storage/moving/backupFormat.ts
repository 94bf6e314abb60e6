// A backup: JSON lines in gzip. A header, every document as [collection, document], and a trailer with counts and checksums.
import { z } from 'zod';

export const backupFormat = 1;

const counts = z.record(z.string(), z.number().int().nonnegative());
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** All that must be known of a file from the future. */
export const anyHeaderSchema = z.looseObject({
  samsamsam: z.literal('backup'),
  format: z.number().int().positive(),
  product: z.string(),
});

export const headerSchema = z.object({
  samsamsam: z.literal('backup'),
  format: z.literal(backupFormat),
  /** The product's version. */
  product: z.string(),
  madeAt: z.iso.datetime(),
  from: z.enum(['lmdb', 'mongodb']),
  /** About how many documents each collection holds; the trailer knows exactly. */
  collections: counts,
});
export type BackupHeader = z.infer<typeof headerSchema>;

export const documentLineSchema = z.tuple([
  z.string(),
  z.looseObject({ id: z.string().min(1), revision: z.number().int().nonnegative() }),
]);

export const trailerSchema = z.object({
  end: z.literal(true),
  collections: z.record(z.string(), z.object({ count: z.number().int().nonnegative(), sha256 })),
  /** Of all lines before this one, line feeds included. */
  sha256,
});
export type BackupTrailer = z.infer<typeof trailerSchema>;
