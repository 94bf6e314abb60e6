// Which part of the city a board shows: the same answer for a socket's watch and for the figures over HTTP.
import type { Actor } from '../identity/actor.js';
import { can, departmentsOf } from '../identity/roles.js';
import { AppError } from './errors.js';

/**
 * @param wanted undefined stands for as much as the actor may see at once: the city, or the first of its departments.
 * @returns undefined for the whole city.
 * @throws AppError FORBIDDEN or DEPARTMENT_NOT_FOUND.
 */
export function watchedDepartment(
  actor: Actor,
  wanted: string | undefined,
  isDepartment: (id: string) => boolean,
): string | undefined {
  const own = departmentsOf(actor, 'board.view');
  if (own === null && wanted === undefined) return undefined;
  // A department may have left the directory since it was given to somebody.
  const departmentId = wanted ?? own?.find(isDepartment) ?? own?.[0];
  if (departmentId === undefined) throw new AppError('FORBIDDEN');
  if (!isDepartment(departmentId)) throw new AppError('DEPARTMENT_NOT_FOUND');
  if (!can(actor, 'board.view', { departmentId })) throw new AppError('FORBIDDEN');
  return departmentId;
}
