// The city's directory: reading it, small edits, and the import of a file.
import type {
  DepartmentEdit,
  DepartmentPageView,
  DirectoryImport,
  DirectoryTreeView,
  ImportReportView,
  OfficialEdit,
  OfficialView,
  PostsView,
} from '../../server/contract/directory.js';
import { type Answer, request } from './request.js';

const path = (...parts: string[]) => `/api/directory/${parts.map(encodeURIComponent).join('/')}`;

export function readDirectory(): Promise<Answer<DirectoryTreeView>> {
  return request('GET', '/api/directory');
}

export function readDepartment(id: string): Promise<Answer<DepartmentPageView>> {
  return request('GET', path('departments', id));
}

export function readPosts(officialId: string): Promise<Answer<PostsView>> {
  return request('GET', path('officials', officialId, 'posts'));
}

export function editDepartment(id: string, edit: DepartmentEdit): Promise<Answer<DepartmentPageView>> {
  return request('PUT', path('departments', id), edit);
}

export function editOfficial(id: string, edit: OfficialEdit): Promise<Answer<OfficialView>> {
  return request('PUT', path('officials', id), edit);
}

export function importDirectory(file: DirectoryImport): Promise<Answer<ImportReportView>> {
  return request('POST', path('import'), file);
}
