// GET /api/metrics/live and GET /api/board: the figures of a board, and what it needs once.
import { z } from 'zod';
import type { BoardSettings } from '../../contract/boardSettings.js';
import type { MetricsView } from '../../contract/metricsView.js';
import type { Directory } from '../../directory/directory.js';
import type { BoardSource } from '../../metrics/boardSource.js';
import { AppError } from '../errors.js';
import { type ApiRoute, loadNothing, nothing, route } from '../route.js';

export interface BoardRouteParts {
  board: BoardSource;
  directory: Pick<Directory, 'department'>;
  /** Made afresh each time: an import changes the departments. */
  settings: () => BoardSettings;
}

const liveQuery = z.strictObject({ department: z.string().min(1).max(100).optional() });

export function boardRoutes({ board, directory, settings }: BoardRouteParts): ApiRoute[] {
  const live = route({
    method: 'get',
    path: '/metrics/live',
    access: 'board.view',
    params: nothing,
    query: liveQuery,
    body: nothing,
    async load({ query: { department } }): Promise<string | undefined> {
      if (department !== undefined && !directory.department(department)) throw new AppError('DEPARTMENT_NOT_FOUND');
      return department;
    },
    subject: (_input, departmentId) => (departmentId === undefined ? {} : { departmentId }),
    audit: { none: 'figures name nobody' },
    handle: async (_input, department): Promise<MetricsView> => board.metrics(department),
  });
  const once = route({
    method: 'get',
    path: '/board',
    access: 'board.view',
    params: nothing,
    query: nothing,
    body: nothing,
    load: loadNothing,
    subject: () => 'narrowed',
    audit: { none: 'names of departments and limits of the rule' },
    handle: async () => settings(),
  });
  return [live, once];
}
