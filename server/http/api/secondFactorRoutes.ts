// The second factor of one's own account: offered, confirmed by its first code, taken away with the password.
import { totpConfirmSchema, totpRemoveSchema } from '../../contract/account.js';
import type { Identity } from '../../identity/identity.js';
import { type ApiRoute, route } from '../route.js';
import { own } from './accountRoutes.js';
import { need } from './need.js';

export function secondFactorRoutes({ account }: Identity): ApiRoute[] {
  const path = '/account/totp';
  const offer = route({
    ...own,
    method: 'post',
    path,
    handle: async ({ actor, trail }) => need(await account.offerTotp(actor, trail)),
  });
  const confirm = route({
    ...own,
    method: 'put',
    path,
    body: totpConfirmSchema,
    handle: async ({ actor, body, trail }) => need(await account.confirmTotp(actor, body.code, trail)),
  });
  const remove = route({
    ...own,
    method: 'post',
    path: `${path}/remove`,
    body: totpRemoveSchema,
    handle: async ({ actor, body, trail }) => need(await account.removeTotp(actor, body.password, trail)),
  });
  return [offer, confirm, remove];
}
