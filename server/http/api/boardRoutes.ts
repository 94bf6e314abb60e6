// GET /api/metrics/live and GET /api/board: the figures of a board, and what it needs once.
import { z } from 'zod';
import type { BoardSettings } from '../../contract/boardSettings.js';
import type { MetricsView } from '../../contract/metricsView.js';
import type { Directory } from '../../directory/directory.js';
import { departmentsOf } from '../../identity/roles.js';
import type { BoardSource } from '../../metrics/boardSource.js';
import { type ApiRoute, loadNothing, nothing, route } from '../route.js';
import { watchedDepartment } from '../watchedDepartment.js';

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
    load: async ({ actor, query: { department } }) =>
      watchedDepartment(actor, department, (id) => directory.department(id) !== undefined),
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
    async handle({ actor }): Promise<BoardSettings> {
      const { departments, ...rest } = settings();
      const own = departmentsOf(actor, 'board.view');
      return { ...rest, departments: own ? departments.filter(({ id }) => own.includes(id)) : departments };
    },
  });
  return [live, once];
}
