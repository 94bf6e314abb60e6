// What every group of REST operations is built with.
import type { Express } from 'express';
import type { StandIn } from '../createStandIn.js';

export interface RestParts {
  app: Express;
  standIn: StandIn;
  /** Before every path of the account. */
  root: string;
  listLagMs: number;
}
