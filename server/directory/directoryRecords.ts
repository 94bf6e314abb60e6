// The directory's three collections. Officials carry roles and posts, no names: a board never needs one.
import { z } from 'zod';
import type { CollectionDeclaration, StoredDocument } from '../storage/port.js';
import type { Department, Line } from './directory.js';

/** Only desk staff take part in surveys and cover for each other; the rest is listed because the telephones exist. */
export const officialRoles = ['desk', 'head', 'agent', 'field', 'driver', 'operator', 'guard'] as const;

export interface DepartmentRecord extends StoredDocument, Department {}
export interface OfficialRecord extends StoredDocument {
  departmentId: string;
  /** Empty where the city keeps no teams: then the department is the team. */
  team: string;
  title: string;
  /** 1 (highest) to 9; null where unknown. */
  grade: number | null;
  role: (typeof officialRoles)[number];
  /** As people dial it inside the house; empty where unknown. */
  extension: string;
  /** The telephone itself, normalised. */
  address: string;
}
/** The id is the normalised number. */
export interface LineRecord extends StoredDocument, Line {}

const revision = z.number().int().nonnegative();
const id = z.string().min(1).max(200);

export const departmentRecords: CollectionDeclaration<DepartmentRecord> = {
  name: 'departments',
  schema: z.object({
    id,
    revision,
    name: z.object({ ko: z.string().min(1), en: z.string().min(1) }),
    bureau: z.string(),
  }),
  indexes: { byId: { fields: ['id'] } },
};

export const officialRecords: CollectionDeclaration<OfficialRecord> = {
  name: 'officials',
  schema: z.object({
    id,
    revision,
    departmentId: id,
    team: z.string(),
    title: z.string(),
    grade: z.number().int().min(1).max(9).nullable(),
    role: z.enum(officialRoles),
    extension: z.string(),
    address: id,
  }),
  indexes: { byDepartment: { fields: ['departmentId', 'id'] } },
};

export const lineRecords: CollectionDeclaration<LineRecord> = {
  name: 'lines',
  schema: z.object({
    id,
    revision,
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
  }),
  indexes: { byDepartment: { fields: ['departmentId', 'id'] } },
};

export const directoryCollections = [departmentRecords, officialRecords, lineRecords] as const;
