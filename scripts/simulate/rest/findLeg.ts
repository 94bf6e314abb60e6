// The leg that a path names.

import type { StandIn } from '../createStandIn.js';
import { isOver } from '../engine/leg.js';
import type { Leg } from '../engine/model.js';
import type { Asked } from './operation.js';
import { notFound, notInProgress } from './refusal.js';

/** @throws Refusal */
export function findLeg(standIn: StandIn, { part, path }: Asked, name = 'sid'): Leg {
  const leg = standIn.exchange.legs.get(part(name));
  if (!leg) throw notFound(path);
  return leg;
}

/** @throws Refusal */
export function findLiveLeg(standIn: StandIn, asked: Asked): Leg {
  const leg = findLeg(standIn, asked);
  if (isOver(leg)) throw notInProgress('Call is not in-progress. Cannot redirect.');
  return leg;
}
