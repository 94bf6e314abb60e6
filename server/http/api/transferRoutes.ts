// POST /api/calls/:sid/transfer, /hold, /resume and /end: what those who watch over a call may do with it while it goes on.
import { z } from 'zod';
import type { Clock } from '../../base/clock.js';
import type { Call } from '../../calls/call.js';
import type { Ability } from '../../contract/roles.js';
import { endCallSchema, type IntentView, transferSchema } from '../../contract/transfer.js';
import type { Directory } from '../../directory/directory.js';
import type { CallLog } from '../../ledger/callLog.js';
import { maskedCitizen } from '../../present/callMask.js';
import { departmentOf, holderOf, isBeingMoved } from '../../transfers/callPlace.js';
import type { CarryOut, Wish } from '../../transfers/carryOut.js';
import { findTargets } from '../../transfers/findTargets.js';
import { AppError } from '../errors.js';
import { type ApiRoute, type Input, nothing, route } from '../route.js';

export interface TransferRouteParts {
  log: Pick<CallLog, 'find'>;
  liveCall: (sid: string) => Call | undefined;
  directory: Pick<Directory, 'official' | 'line' | 'target'>;
  carryOut: CarryOut;
  newId: () => string;
  clock: Clock;
}

type BySid = { sid: string };

export function transferRoutes({ log, liveCall, directory, carryOut, newId, clock }: TransferRouteParts): ApiRoute[] {
  const moving = new Set<string>();

  async function load({ params: { sid } }: { params: BySid }): Promise<{ call: Call; isOver: boolean }> {
    const live = liveCall(sid);
    const call = live ?? (await log.find(sid))?.call;
    if (!call) throw new AppError('CALL_NOT_FOUND');
    return { call, isOver: live === undefined };
  }

  /** One after the other: a second click must not dial a second time. */
  async function carry(
    { actor, trail }: Pick<Input<BySid, unknown, unknown>, 'actor' | 'trail'>,
    { call, isOver }: { call: Call; isOver: boolean },
    task: Ability,
    find: () => Wish,
  ): Promise<IntentView> {
    if (isOver) throw new AppError('CALL_OVER');
    const wish = find();
    if (wish.wish !== 'end' && !holderOf(call)) throw new AppError('NO_DESK_CONNECTED');
    if (moving.has(call.id) || (wish.wish === 'transfer' && isBeingMoved(call, clock.now())))
      throw new AppError('CALL_BEING_MOVED');
    moving.add(call.id);
    try {
      const intent = newId();
      const { targets, ...after } = { targets: [], ...wish, intent };
      const subject = {
        type: 'call',
        id: call.id,
        whose: maskedCitizen(call),
        departmentId: departmentOf(call),
      } as const;
      const reason = wish.wish === 'end' ? wish.reason : null;
      await trail.record({ kind: 'change', subject, task, reason, before: null, after, target: null });
      const { userId, account } = actor;
      const { outcome, code } = await carryOut(call, wish, { userId, account }, intent);
      return { id: intent, outcome, code };
    } finally {
      moving.delete(call.id);
    }
  }

  const common = {
    method: 'post',
    params: z.strictObject({ sid: z.string().max(100) }),
    query: nothing,
    load,
    subject: (_input: unknown, { call }: { call: Call }) => ({ departmentId: departmentOf(call) }),
    audit: 'by-handler',
  } as const;
  const holding = (wish: 'hold' | 'resume') =>
    route({
      ...common,
      path: `/calls/:sid/${wish}`,
      access: 'calls.transfer',
      body: nothing,
      handle: (input, found) => carry(input, found, 'calls.transfer', () => ({ wish })),
    });
  return [
    route({
      ...common,
      path: '/calls/:sid/transfer',
      access: 'calls.transfer',
      body: transferSchema,
      handle: (input, found) =>
        carry(input, found, 'calls.transfer', () => {
          const { to, kind, briefed = null } = input.body;
          const targets = findTargets(directory, to);
          // Only one can be spoken to before the citizen comes.
          if (targets.length === 0 || (kind === 'attended' && targets.length > 1)) throw new AppError('TARGET_UNKNOWN');
          return { wish: 'transfer', kind, to, targets, briefed };
        }),
    }),
    holding('hold'),
    holding('resume'),
    route({
      ...common,
      path: '/calls/:sid/end',
      access: 'calls.end',
      body: endCallSchema,
      handle: (input, found) => carry(input, found, 'calls.end', () => ({ wish: 'end', reason: input.body.reason })),
    }),
  ];
}
