// Where a call goes, from the directory in memory: the dialled line first, then the same team when nobody takes it.

import { mostTargets } from '../calls/limits.js';
import type { Directory, Target } from '../directory/directory.js';

const givenUp: ReadonlySet<string> = new Set(['no-answer', 'busy', 'failed']);
const stillThere: ReadonlySet<string> = new Set(['ringing', 'in-progress', 'queued']);

/**
 * The colleagues to ring after a Dial of one official's own line came back without an answer.
 * @param step of the Dial that ended; only the first one rolls over.
 */
export function coverTargets(
  directory: Pick<Directory, 'line' | 'pickupGroup'>,
  ended: {
    to: string | undefined;
    step: number | undefined;
    dialStatus: string | undefined;
    callStatus: string | undefined;
  },
): readonly Target[] {
  if ((ended.step ?? 1) !== 1 || !ended.to || !givenUp.has(ended.dialStatus ?? '')) return [];
  if (!stillThere.has(ended.callStatus ?? '')) return [];
  const officialId = directory.line(ended.to)?.officialId;
  return officialId ? directory.pickupGroup(officialId).slice(0, mostTargets) : [];
}
