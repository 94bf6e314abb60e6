// GET /api/metrics/live and GET /api/board: the figures of a board, and what it needs once.
import { z } from 'zod';
import type { BoardSettings } from '../../contract/boardSettings.js';
import type { MetricsView } from '../../contract/metricsView.js';
import type { Directory } from '../../directory/directory.js';
import type { BoardSource } from '../../metrics/boardSource.js';
import { AppError } from '../errors.js';
import { type MountRoute, nothing, route } from '../route.js';

export interface BoardRouteParts {
  board: BoardSource;
  directory: Pick<Directory, 'department'>;
  /** Made afresh each time: an import changes the departments. */
  settings: () => BoardSettings;
}

const liveQuery = z.strictObject({ department: z.string().min(1).max(100).optional() });

export function boardRoutes({ board, directory, settings }: BoardRouteParts): MountRoute[] {
  const live = route({
    method: 'get',
    path: '/metrics/live',
    signIn: 'required',
    params: nothing,
    query: liveQuery,
    body: nothing,
    async handle({ query: { department } }): Promise<MetricsView> {
      if (department === undefined) return board.metrics();
      if (!directory.department(department)) throw new AppError('DEPARTMENT_NOT_FOUND');
      return board.metrics(department);
    },
  });
  const once = route({
    method: 'get',
    path: '/board',
    signIn: 'required',
    params: nothing,
    query: nothing,
    body: nothing,
    handle: async () => settings(),
  });
  return [live, once];
}
