// The city's directory on the wire: GET /api/directory, its departments and officials, and the import of a file. Posts, no names.
import { z } from 'zod';

const name = z.object({ ko: z.string(), en: z.string() });
const id = z.string().min(1).max(100);
const localTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);
/**
 * How colleagues cover for an official: `together` rings them at once with the official's own telephone, `rollover` only after
 * that one gave up, some 25 s later, so that a covered call fails the ring clause as the citizen met it.
 */
export const coverModes = ['together', 'rollover'] as const;
export type CoverMode = (typeof coverModes)[number];

const reason = z.string().trim().min(1).max(500);

export const officialRoles = ['desk', 'head', 'agent', 'field', 'driver', 'operator', 'guard'] as const;

/** Local "HH:MM" bounds; `to` is exclusive. */
export const spanSchema = z
  .strictObject({ from: localTime, to: localTime })
  .refine(({ from, to }) => from < to, { path: ['to'] });
export type Span = z.infer<typeof spanSchema>;

/** Seven days, Monday first; null is a day off. */
export const weekSchema = z.array(spanSchema.nullable()).length(7);
export type Week = z.infer<typeof weekSchema>;

/**
 * `together`: away at once, except those with `lunchDuty`. `shifts`: the department stays open, everyone eats in their own
 * time. `none`: no break.
 */
export const lunchRuleSchema = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.literal('together'), span: spanSchema }),
  z.strictObject({ rule: z.literal('shifts'), span: spanSchema }),
  z.strictObject({ rule: z.literal('none') }),
]);
export type LunchRule = z.infer<typeof lunchRuleSchema>;

/** GET /api/directory: only the departments that the reader may see. */
export const directoryTreeSchema = z.object({
  /** Counts up with every change; 0 before the first import. */
  revision: z.number().int(),
  updatedAt: z.iso.datetime().nullable(),
  officials: z.number().int(),
  lines: z.number().int(),
  bureaus: z.array(
    z.object({
      name,
      departments: z.array(
        z.object({
          id,
          name,
          officials: z.number().int(),
          lines: z.number().int(),
          /** By working hours and lunch rule, at the time of the answer. */
          isOpen: z.boolean(),
          /** Officials without a team stand in none. */
          teams: z.array(z.object({ name: z.string(), officials: z.number().int() })),
        }),
      ),
    }),
  ),
});
export type DirectoryTreeView = z.infer<typeof directoryTreeSchema>;

const colleague = z.object({ id, title: z.string(), departmentId: id });

export const officialViewSchema = z.object({
  id,
  /** The directory's revision at which this official was last changed; an edit must name it. */
  revision: z.number().int(),
  departmentId: id,
  team: z.string(),
  title: z.string(),
  /** 1 (highest) to 9; null where unknown. */
  grade: z.number().int().nullable(),
  role: z.enum(officialRoles),
  duty: z.string(),
  extension: z.string(),
  /** E.164 number, `sip:` address or `client:` name. */
  address: z.string(),
  /** Empty: the desks of the same team cover. */
  pickupGroup: z.string(),
  /** In the order in which they stand in. */
  deputies: z.array(colleague),
  /** Own hours and lunch; null follows the department. */
  hours: weekSchema.nullable(),
  lunch: spanSchema.nullable(),
  /** Stays at the telephone while the department eats together. */
  lunchDuty: z.boolean(),
  /** When the official left the directory; null for one who is in it. */
  formerSince: z.iso.datetime().nullable(),
});
export type OfficialView = z.infer<typeof officialViewSchema>;

export const lineViewSchema = z.object({
  /** E.164. */
  number: z.string(),
  /** null where several telephones ring together. */
  officialId: z.string().nullable(),
  isCallCentre: z.boolean(),
  targets: z.array(z.object({ address: z.string(), officialId: z.string().nullable() })),
});
export type LineView = z.infer<typeof lineViewSchema>;

/** GET /api/directory/departments/:id; a removed department is still there, without officials and lines. */
export const departmentPageSchema = z.object({
  id,
  revision: z.number().int(),
  name,
  bureau: name,
  formerSince: z.iso.datetime().nullable(),
  isOpen: z.boolean(),
  /** null follows the city. */
  hours: weekSchema.nullable(),
  /** null: nothing is known, and the department counts as open over lunch. */
  lunch: lunchRuleSchema.nullable(),
  /** What counts where `hours` is null. */
  cityHours: weekSchema,
  officials: z.array(officialViewSchema),
  lines: z.array(lineViewSchema),
  /** Those whose last post here ended with their leaving the directory. */
  formerOfficials: z.array(officialViewSchema),
});
export type DepartmentPageView = z.infer<typeof departmentPageSchema>;

/** GET /api/directory/officials/:id/posts: newest first. */
export const postsViewSchema = z.object({
  official: officialViewSchema,
  posts: z.array(
    z.object({
      departmentId: id,
      departmentName: name,
      team: z.string(),
      from: z.iso.datetime(),
      /** null for the present post. */
      until: z.iso.datetime().nullable(),
    }),
  ),
});
export type PostsView = z.infer<typeof postsViewSchema>;

/** PUT /api/directory/departments/:id -> DepartmentPageView. */
export const departmentEditSchema = z.strictObject({
  revision: z.number().int(),
  hours: weekSchema.nullable(),
  lunch: lunchRuleSchema.nullable(),
  reason: reason.nullable().default(null),
});
export type DepartmentEdit = z.input<typeof departmentEditSchema>;

/** PUT /api/directory/officials/:id -> OfficialView. */
export const officialEditSchema = z.strictObject({
  revision: z.number().int(),
  duty: z.string().trim().max(200),
  pickupGroup: z.string().trim().max(100),
  deputies: z.array(id).max(10),
  hours: weekSchema.nullable(),
  lunch: spanSchema.nullable(),
  lunchDuty: z.boolean(),
  reason: reason.nullable().default(null),
});
export type OfficialEdit = z.input<typeof officialEditSchema>;

/** Bytes of a file that can be imported: 5,000 rows of 400 bytes. */
export const mostFileBytes = 2_000_000;

/** POST /api/directory/import: the file's own bytes, UTF-8 or EUC-KR as a spreadsheet saved it, in base64. */
export const directoryImportSchema = z.strictObject({
  file: z.base64().max(Math.ceil(mostFileBytes / 3) * 4),
  dryRun: z.boolean(),
  /** Of the dry run whose report was read: refused with CONFLICT when the directory is another by now. */
  revision: z.number().int().optional(),
  reason: reason.nullable().default(null),
});
export type DirectoryImport = z.input<typeof directoryImportSchema>;

/** What can be wrong with a row; `value` is what stands there, `other` what it collides with. */
export const importProblems = [
  'unreadable',
  'empty-file',
  'too-large',
  'columns-missing',
  'columns-twice',
  'field-count',
  'quote-open',
  'empty',
  'too-long',
  'not-a-number',
  'not-an-address',
  'not-a-grade',
  'not-a-role',
  'not-hours',
  'not-a-lunch-rule',
  'not-a-span',
  'not-yes-or-no',
  'not-a-cover-mode',
  'described-differently',
  'other-department',
  'rings-already',
  'too-many-targets',
  'too-many-deputies',
  'unknown-deputy',
  'own-deputy',
] as const;
export type ImportProblem = (typeof importProblems)[number];

const counts = z.object({
  added: z.number().int(),
  changed: z.number().int(),
  moved: z.number().int(),
  removed: z.number().int(),
  unchanged: z.number().int(),
});
export type ImportCounts = z.infer<typeof counts>;

export const importReportSchema = z.object({
  dryRun: z.boolean(),
  /** Of the directory as it is after the answer; unchanged by a dry run, a file with problems or one that brings nothing new. */
  revision: z.number().int(),
  rows: z.number().int(),
  /** SHA-256 of the file, hexadecimal. */
  fileHash: z.string(),
  /** Any problem means that nothing was imported. The first 500; `problemCount` tells how many there are. */
  problems: z.array(
    z.object({
      /** null where the file as a whole is meant. */
      line: z.number().int().nullable(),
      /** null where the row as a whole is meant. */
      column: z.string().nullable(),
      code: z.enum(importProblems),
      value: z.string(),
      other: z.string(),
      /** The same as one English sentence. */
      reason: z.string(),
    }),
  ),
  problemCount: z.number().int(),
  departments: counts,
  officials: counts,
  lines: counts,
  /** What is not as it was. The first 1,000; `changeCount` tells how many there are. */
  changes: z.array(
    z.object({
      /** Where the file says so; null for what is no longer in it. */
      line: z.number().int().nullable(),
      kind: z.enum(['added', 'changed', 'moved', 'removed']),
      what: z.enum(['department', 'official', 'line']),
      id,
      /** Names of what changed, as in the stored entry: `title`, `hours`. */
      fields: z.array(z.string()),
      /** For a move: department and team, before and after. */
      from: z.string().nullable(),
      to: z.string().nullable(),
    }),
  ),
  changeCount: z.number().int(),
});
export type ImportReportView = z.infer<typeof importReportSchema>;
