// GET /api/reconcile: the latest comparisons with Twilio's own list of calls. POST /api/reconcile: one more, of a span of time.
import { type ReconcileView, type RoundView, reconcileSchema } from '../../contract/reconcileView.js';
import type { Reconciliation } from '../../ledger/reconcileRound.js';
import { presentRound } from '../../present/reconcileView.js';
import { AppError } from '../errors.js';
import { type ApiRoute, loadNothing, nothing, route } from '../route.js';

const shownRounds = 50;

export function reconcileRoutes(reconciliation: Reconciliation, everyMinutes: number): ApiRoute[] {
  return [
    route({
      method: 'get',
      path: '/reconcile',
      access: 'reconcile.view',
      params: nothing,
      query: nothing,
      body: nothing,
      load: loadNothing,
      subject: () => ({}),
      audit: { none: 'sids and counts; nobody is named' },
      async handle(): Promise<ReconcileView> {
        return { everyMinutes, items: (await reconciliation.rounds(shownRounds)).map(presentRound) };
      },
    }),
    route({
      method: 'post',
      path: '/reconcile',
      access: 'reconcile.run',
      params: nothing,
      query: nothing,
      body: reconcileSchema,
      load: loadNothing,
      subject: () => ({}),
      audit: 'by-handler',
      async handle({ actor, body: { from, to }, trail }): Promise<RoundView> {
        await trail.record({
          kind: 'change',
          subject: { type: 'call', id: null, whose: null, departmentId: null },
          task: 'reconcile.run',
          reason: null,
          before: null,
          after: { from, to },
          target: null,
        });
        const round = await reconciliation.begin({ from: Date.parse(from), to: Date.parse(to) }, actor.account);
        if (!round) throw new AppError('CONFLICT', 'A comparison is under way; try again in a minute.');
        return presentRound(round);
      },
    }),
  ];
}
