// The one permission table, and the one question asked of it: may this actor do this to that subject?
import type { Ability, Role } from '../contract/roles.js';
import type { Actor } from './actor.js';

/** How far an ability reaches: everything, what belongs to the actor's departments, or the actor's own things. */
export type Reach = 'all' | 'departments' | 'self';

/** What a request concerns. A call whose department is unknown belongs to nobody's departments. */
export interface Subject {
  departmentId?: string | null;
  userId?: string;
}

const people = { admin: 'self', auditor: 'self', supervisor: 'self', shopper: 'self', official: 'self' } as const;
const keepers = { admin: 'all', auditor: 'all' } as const;
const leaders = { admin: 'all', supervisor: 'departments' } as const;
const watchers = { ...keepers, supervisor: 'departments' } as const;

export const permissions: Readonly<Record<Ability, Readonly<Partial<Record<Role, Reach>>>>> = {
  'session.own': { ...people, tv: 'self' },
  'account.own': people,
  'board.view': { ...watchers, tv: 'departments' },
  'calls.view': watchers,
  'calls.raw': { admin: 'all' },
  'calls.unmask': watchers,
  'calls.transfer': leaders,
  'calls.end': leaders,
  'people.view': keepers,
  'people.change': { admin: 'all' },
  'sessions.view': keepers,
  'sessions.end': { admin: 'all' },
  'links.view': keepers,
  'links.change': { admin: 'all' },
  'directory.view': watchers,
  'directory.change': { admin: 'all' },
  'audit.view': keepers,
  'audit.export': keepers,
  'audit.review': keepers,
  'reconcile.view': keepers,
  'reconcile.run': { admin: 'all' },
};

type Asking = Pick<Actor, 'role' | 'departmentIds' | 'userId' | 'mustChangePassword'>;

/** All that is left to somebody whose password another person knows. */
const untilChanged: readonly Ability[] = ['session.own', 'account.own'];

/** Undefined where the actor has the ability not at all. */
export function reachOf({ role, mustChangePassword }: Asking, ability: Ability): Reach | undefined {
  return mustChangePassword && !untilChanged.includes(ability) ? undefined : permissions[ability][role];
}

/** Departments to which an ability is confined: null for none in particular, undefined where the actor has it not at all. */
export function departmentsOf(actor: Asking, ability: Ability): readonly string[] | null | undefined {
  const reach = reachOf(actor, ability);
  if (reach === 'departments') return actor.departmentIds;
  return reach === 'all' ? null : undefined;
}

/** @param subject an empty one stands for the whole city, which only an unconfined actor may have. */
export function can(actor: Asking, ability: Ability, subject: Subject): boolean {
  const reach = reachOf(actor, ability);
  if (reach === undefined) return false;
  if (reach === 'self') return subject.userId === actor.userId;
  const departments = departmentsOf(actor, ability);
  if (!departments) return departments === null;
  return typeof subject.departmentId === 'string' && departments.includes(subject.departmentId);
}
