// One's own account: what it is, its password, and its sessions. The second factor is in secondFactorRoutes.
import { z } from 'zod';
import { type AccountView, passwordChangeSchema } from '../../contract/account.js';
import type { Identity } from '../../identity/identity.js';
import { setSessionCookie } from '../../identity/sessionCookie.js';
import { presentSession } from '../../present/sessionRowView.js';
import { toTime, toTimeOrNull } from '../../present/verdictView.js';
import { AppError } from '../errors.js';
import { type ApiRoute, type Input, loadNothing, nothing, route } from '../route.js';
import { need } from './need.js';

/** More open sessions than that nobody has on purpose; all can be ended together. */
const mostSessions = 100;

type Who = Pick<Input<unknown, unknown, unknown>, 'actor'>;

/** What every route of one's own account has in common. */
export const own = {
  access: 'account.own',
  params: nothing,
  query: nothing,
  body: nothing,
  load: loadNothing,
  subject: ({ actor }: Who) => ({ userId: actor.userId }),
  audit: 'by-handler',
} as const;

export function accountRoutes({ account, sessions, ownerOf }: Identity): ApiRoute[] {
  const read = route({
    ...own,
    method: 'get',
    path: '/account',
    audit: { none: 'one’s own account' },
    async handle({ actor }): Promise<AccountView> {
      const found = await account.read(actor.userId);
      if (!found) throw new AppError('SIGN_IN_REQUIRED');
      const { user, account: use } = found;
      const open = await sessions.list({ userId: user.id, limit: mostSessions });
      return {
        email: user.email,
        role: user.role,
        departmentIds: user.departmentIds,
        officialId: user.officialId,
        hasTotp: use.totp !== null,
        recoveryCodesLeft: use.recoveryHashes.length,
        hasOwnPassword: !user.mustChangePassword,
        createdAt: toTime(user.createdAt),
        lastSignInAt: toTimeOrNull(use.lastSignInAt),
        sessions: open.items
          .filter(({ epoch }) => epoch === user.sessionEpoch)
          .map((session) => presentSession(session, user, actor.sessionId)),
      };
    },
  });
  const password = route({
    ...own,
    method: 'put',
    path: '/account/password',
    body: passwordChangeSchema,
    async handle({ actor, body, trail, exchange: { request, response } }) {
      const { token, session } = need(await account.changePassword(actor, body.current, body.next, trail));
      setSessionCookie(response, token, session.expiresAt - session.lastSeenAt, request.secure);
      return undefined;
    },
  });
  const endOne = route({
    ...own,
    method: 'delete',
    path: '/account/sessions/:id',
    params: z.strictObject({ id: z.string().max(100) }),
    async load({ actor, params }) {
      const session = await sessions.get(params.id);
      const owner = session && (await ownerOf(session));
      // Somebody else's is as unknown as none.
      if (!session || owner?.id !== actor.userId) throw new AppError('SESSION_NOT_FOUND');
      return session;
    },
    async handle({ actor, trail }, session) {
      await sessions.end(session, actor.account, 'remove', trail);
      return undefined;
    },
  });
  const endOthers = route({
    ...own,
    method: 'delete',
    path: '/account/sessions',
    async handle({ actor, trail, exchange: { request, response } }) {
      const { token, session } = need(await account.endOthers(actor, trail));
      setSessionCookie(response, token, session.expiresAt - session.lastSeenAt, request.secure);
      return undefined;
    },
  });
  return [read, password, endOne, endOthers];
}
