// The directory under /api/directory: the tree, a department, an official's posts, small edits, and the import of a file.
import { z } from 'zod';
import type { Trail } from '../../audit/trail.js';
import type { Clock } from '../../base/clock.js';
import {
  type DepartmentPageView,
  type DirectoryTreeView,
  departmentEditSchema,
  directoryImportSchema,
  type ImportReportView,
  mostFileBytes,
  type OfficialView,
  officialEditSchema,
  type PostsView,
} from '../../contract/directory.js';
import type { ErrorCode } from '../../contract/errorView.js';
import type { DirectoryParts } from '../../directory/changeDirectory.js';
import { DirectoryError, type DirectoryErrorCode } from '../../directory/directoryError.js';
import { editDepartment, editOfficial } from '../../directory/editDirectory.js';
import { importDirectory } from '../../directory/importDirectory.js';
import type { LoadedDirectory } from '../../directory/loadDirectory.js';
import { departmentsOf } from '../../identity/roles.js';
import {
  presentDepartment,
  presentImport,
  presentOfficial,
  presentPosts,
  presentTree,
} from '../../present/directoryView.js';
import { AppError } from '../errors.js';
import { type ApiRoute, loadNothing, nothing, route } from '../route.js';

export interface DirectoryRouteParts {
  directory: LoadedDirectory;
  records: DirectoryParts['records'];
  clock: Clock;
}

const byId = z.strictObject({ id: z.string().min(1).max(100) });
/** Base64 takes four bytes for three; the rest of the form is small. */
const importLimitBytes = Math.ceil(mostFileBytes / 3) * 4 + 4_096;
const noNames = { none: 'posts and telephones of the house; nobody is named' };

const errorCodes: Readonly<Record<DirectoryErrorCode, ErrorCode>> = {
  conflict: 'CONFLICT',
  'no-department': 'DEPARTMENT_NOT_FOUND',
  'no-official': 'OFFICIAL_NOT_FOUND',
  'deputy-unknown': 'BAD_REQUEST',
  'too-large': 'BAD_REQUEST',
};

export function directoryRoutes({ directory, records, clock }: DirectoryRouteParts): ApiRoute[] {
  function findDepartment(id: string) {
    const department = directory.department(id);
    if (!department) throw new AppError('DEPARTMENT_NOT_FOUND');
    return department;
  }

  function findOfficial(id: string) {
    const official = directory.official(id);
    if (!official) throw new AppError('OFFICIAL_NOT_FOUND');
    return official;
  }

  /** What was changed is routed and shown by this process before the answer leaves, and by others within seconds. */
  async function change<T>(trail: Trail, act: (parts: DirectoryParts) => Promise<T>): Promise<T> {
    try {
      const done = await act({ records, clock, trail });
      await directory.refresh();
      return done;
    } catch (error) {
      if (!(error instanceof DirectoryError)) throw error;
      throw new AppError(errorCodes[error.code], error.message);
    }
  }

  const department = (id: string): DepartmentPageView => presentDepartment(findDepartment(id), directory, clock.now());

  return [
    route({
      method: 'get',
      path: '/directory',
      access: 'directory.view',
      params: nothing,
      query: nothing,
      body: nothing,
      load: loadNothing,
      subject: () => 'narrowed',
      audit: noNames,
      handle: async ({ actor }): Promise<DirectoryTreeView> =>
        presentTree(directory, departmentsOf(actor, 'directory.view') ?? null, clock.now()),
    }),
    route({
      method: 'get',
      path: '/directory/departments/:id',
      access: 'directory.view',
      params: byId,
      query: nothing,
      body: nothing,
      load: async ({ params }) => findDepartment(params.id),
      subject: (_input, { id }) => ({ departmentId: id }),
      audit: noNames,
      handle: async (_input, { id }) => department(id),
    }),
    route({
      method: 'put',
      path: '/directory/departments/:id',
      access: 'directory.change',
      params: byId,
      query: nothing,
      body: departmentEditSchema,
      load: async ({ params }) => findDepartment(params.id),
      subject: (_input, { id }) => ({ departmentId: id }),
      audit: 'by-handler',
      async handle({ body, trail }, { id }) {
        await change(trail, (parts) => editDepartment(parts, id, body));
        return department(id);
      },
    }),
    route({
      method: 'get',
      path: '/directory/officials/:id/posts',
      access: 'directory.view',
      params: byId,
      query: nothing,
      body: nothing,
      load: async ({ params }) => findOfficial(params.id),
      subject: (_input, { departmentId }) => ({ departmentId }),
      audit: noNames,
      handle: async (_input, official): Promise<PostsView> => presentPosts(official, directory),
    }),
    route({
      method: 'put',
      path: '/directory/officials/:id',
      access: 'directory.change',
      params: byId,
      query: nothing,
      body: officialEditSchema,
      load: async ({ params }) => findOfficial(params.id),
      subject: (_input, { departmentId }) => ({ departmentId }),
      audit: 'by-handler',
      async handle({ body, trail }, { id }): Promise<OfficialView> {
        await change(trail, (parts) => editOfficial(parts, id, body));
        return presentOfficial(findOfficial(id), directory);
      },
    }),
    route({
      method: 'post',
      path: '/directory/import',
      access: 'directory.change',
      params: nothing,
      query: nothing,
      body: directoryImportSchema,
      bodyLimit: importLimitBytes,
      load: loadNothing,
      subject: () => ({}),
      audit: 'by-handler',
      async handle({ body: { file, ...options }, trail }): Promise<ImportReportView> {
        const bytes = Buffer.from(file, 'base64');
        return presentImport(await change(trail, (parts) => importDirectory(parts, bytes, options)));
      },
    }),
  ];
}
