// The people who may sign in: /api/people.
import { z } from 'zod';
import {
  type MadePasswordView,
  type NewPersonView,
  newPersonSchema,
  type PersonPageView,
  type PersonView,
  personChangeSchema,
  personListSchema,
} from '../../contract/person.js';
import type { Identity } from '../../identity/identity.js';
import type { User } from '../../identity/users.js';
import { presentPerson } from '../../present/personView.js';
import { AppError } from '../errors.js';
import { type ApiRoute, loadNothing, nothing, route } from '../route.js';
import { need } from './need.js';

/** @throws AppError for a department that the directory does not know. */
export type CheckDepartments = (departmentIds: readonly string[] | null) => void;

export function peopleRoutes({ people }: Identity, checkDepartments: CheckDepartments): ApiRoute[] {
  const everybody = { query: nothing, body: nothing, subject: () => ({}) } as const;
  const one = {
    ...everybody,
    access: 'people.change',
    params: z.strictObject({ id: z.string().max(100) }),
    async load({ params: { id } }: { params: { id: string } }): Promise<User> {
      const user = await people.find(id);
      if (!user) throw new AppError('PERSON_NOT_FOUND');
      return user;
    },
    audit: 'by-handler',
  } as const;

  const list = route({
    ...everybody,
    method: 'get',
    path: '/people',
    access: 'people.view',
    params: nothing,
    query: personListSchema,
    load: loadNothing,
    audit: {
      kind: 'view',
      subject: () => ({ type: 'person', id: null, whose: null, departmentId: null }),
    },
    async handle({ query }): Promise<PersonPageView> {
      const { items, nextCursor } = await people.list(query);
      return { items: items.map(presentPerson), nextCursor };
    },
  });
  const add = route({
    ...everybody,
    method: 'post',
    path: '/people',
    access: 'people.change',
    params: nothing,
    body: newPersonSchema,
    load: async ({ body }) => checkDepartments(body.departmentIds),
    audit: 'by-handler',
    async handle({ body, trail }): Promise<NewPersonView> {
      const { person, madePassword } = need(await people.add(body, trail));
      return { person: presentPerson(person), madePassword };
    },
  });
  const change = route({
    ...one,
    method: 'put',
    path: '/people/:id',
    body: personChangeSchema,
    async handle({ body, trail }, user): Promise<PersonView> {
      checkDepartments(body.departmentIds);
      return presentPerson(need(await people.change(user, body, trail)));
    },
  });
  const password = route({
    ...one,
    method: 'post',
    path: '/people/:id/password',
    handle: async ({ trail }, user): Promise<MadePasswordView> => ({
      madePassword: need(await people.makePassword(user, trail)),
    }),
  });
  const unlock = route({
    ...one,
    method: 'post',
    path: '/people/:id/unlock',
    async handle({ trail }, user) {
      await people.unlock(user, trail);
      return undefined;
    },
  });
  const removeTotp = route({
    ...one,
    method: 'post',
    path: '/people/:id/totp/remove',
    handle: async ({ trail }, user) => need(await people.removeTotp(user, trail)),
  });
  return [list, add, change, password, unlock, removeTotp];
}
