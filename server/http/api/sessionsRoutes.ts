// Everybody's open sessions: GET /api/sessions and DELETE /api/sessions/:id.
import { z } from 'zod';
import { type SessionPageView, sessionListSchema } from '../../contract/session.js';
import type { Identity } from '../../identity/identity.js';
import { presentSession } from '../../present/sessionRowView.js';
import { AppError } from '../errors.js';
import { type ApiRoute, loadNothing, nothing, route } from '../route.js';

export function sessionsRoutes({ sessions, ownerOf }: Identity): ApiRoute[] {
  const list = route({
    method: 'get',
    path: '/sessions',
    access: 'sessions.view',
    params: nothing,
    query: sessionListSchema,
    body: nothing,
    load: loadNothing,
    subject: () => ({}),
    audit: {
      kind: 'view',
      subject: ({ query: { person } }) => ({ type: 'session', id: person ?? null, whose: null, departmentId: null }),
    },
    async handle({ actor, query: { person, cursor, limit } }): Promise<SessionPageView> {
      const page = await sessions.list({ userId: person, after: cursor, limit });
      const rows = page.items.map(async (session) => {
        const owner = await ownerOf(session);
        return owner ? [presentSession(session, owner, actor.sessionId)] : [];
      });
      return { items: (await Promise.all(rows)).flat(), nextCursor: page.nextCursor };
    },
  });
  const end = route({
    method: 'delete',
    path: '/sessions/:id',
    access: 'sessions.end',
    params: z.strictObject({ id: z.string().max(100) }),
    query: nothing,
    body: nothing,
    async load({ params }) {
      const session = await sessions.get(params.id);
      const owner = session && (await ownerOf(session));
      if (!session || !owner) throw new AppError('SESSION_NOT_FOUND');
      return { session, owner };
    },
    subject: (_input, { owner }) => ({ userId: owner.id }),
    audit: 'by-handler',
    async handle({ trail }, { session, owner }) {
      await sessions.end(session, owner.email, 'remove', trail);
      return undefined;
    },
  });
  return [list, end];
}
