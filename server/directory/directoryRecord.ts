// The whole directory is one stored document: it changes as a whole or not at all, in either database, whatever is killed when.
// A city of 720 officials takes some 0.5 MB of the 4 MB that storage gives to a document.
import { z } from 'zod';
import { coverModes, lunchRuleSchema, officialRoles, spanSchema, weekSchema } from '../contract/directory.js';
import type { CollectionDeclaration, StoredDocument } from '../storage/port.js';
import type { DirectoryContent } from './directory.js';

export interface DirectoryRecord extends StoredDocument, DirectoryContent {
  /** ms since the epoch. */
  updatedAt: number;
}

export const directoryId = 'current';

const id = z.string().min(1);
const revision = z.number().int().nonnegative();
const name = z.object({ ko: z.string(), en: z.string() });
const time = z.number().int();

const department = z.object({
  id,
  revision,
  name,
  bureau: name,
  hours: weekSchema.nullable(),
  lunch: lunchRuleSchema.nullable(),
  coverMode: z.enum(coverModes).nullable().optional(),
  voicemail: z.boolean().nullable().optional(),
  notice: z.boolean().nullable().optional(),
  formerSince: time.nullable(),
});

const official = z.object({
  id,
  revision,
  departmentId: id,
  team: z.string(),
  title: z.string(),
  grade: z.number().int().min(1).max(9).nullable(),
  role: z.enum(officialRoles),
  duty: z.string(),
  extension: z.string(),
  address: id,
  pickupGroup: z.string(),
  deputies: z.array(id),
  hours: weekSchema.nullable(),
  lunch: spanSchema.nullable(),
  lunchDuty: z.boolean(),
  posts: z.array(z.object({ departmentId: id, team: z.string(), from: time, until: time.nullable() })).min(1),
  formerSince: time.nullable(),
});

const line = z.object({
  number: id,
  departmentId: id,
  officialId: z.string().nullable(),
  targets: z
    .array(
      z.object({
        address: id,
        kind: z.enum(['number', 'sip', 'client', 'voicemail', 'menu']),
        departmentId: z.string().nullable(),
        officialId: z.string().nullable(),
      }),
    )
    .min(1)
    .max(10),
  isCallCentre: z.boolean(),
});

export const directoryRecords: CollectionDeclaration<DirectoryRecord> = {
  name: 'directory',
  schema: z.object({
    id,
    revision,
    updatedAt: time,
    departments: z.array(department),
    officials: z.array(official),
    lines: z.array(line),
  }),
  indexes: {},
  tracked: true,
};
