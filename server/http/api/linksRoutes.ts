// Links for televisions, as admins make and revoke them: /api/links.
import { z } from 'zod';
import { type LinksView, type NewLinkView, newLinkSchema } from '../../contract/link.js';
import type { Identity } from '../../identity/identity.js';
import { presentLink } from '../../present/linkView.js';
import { AppError } from '../errors.js';
import { type ApiRoute, loadNothing, nothing, route } from '../route.js';
import type { CheckDepartments } from './peopleRoutes.js';
import { originOf } from './visitOf.js';

export function linksRoutes({ links }: Identity, checkDepartments: CheckDepartments): ApiRoute[] {
  const list = route({
    method: 'get',
    path: '/links',
    access: 'links.view',
    params: nothing,
    query: nothing,
    body: nothing,
    load: loadNothing,
    subject: () => ({}),
    audit: { none: 'televisions are nobody' },
    handle: async (): Promise<LinksView> => ({ items: (await links.list()).map(presentLink) }),
  });
  const make = route({
    method: 'post',
    path: '/links',
    access: 'links.change',
    params: nothing,
    query: nothing,
    body: newLinkSchema,
    load: async ({ body }) => checkDepartments(body.departmentIds),
    subject: () => ({}),
    audit: 'by-handler',
    async handle({ actor, body, trail, exchange: { request } }): Promise<NewLinkView> {
      const { link, token } = await links.make(body, actor.account, trail);
      return { link: presentLink(link), url: `${originOf(request)}/tv/${token}` };
    },
  });
  const revoke = route({
    method: 'delete',
    path: '/links/:id',
    access: 'links.change',
    params: z.strictObject({ id: z.string().max(100) }),
    query: nothing,
    body: nothing,
    async load({ params }) {
      const link = await links.get(params.id);
      if (!link) throw new AppError('LINK_NOT_FOUND');
      return link;
    },
    subject: () => ({}),
    audit: 'by-handler',
    async handle({ trail }, link) {
      await links.revoke(link, trail);
      return undefined;
    },
  });
  return [list, make, revoke];
}
