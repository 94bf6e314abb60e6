// A telephone to ring that is itself a line of ours is followed to where that line leads, so that a call never comes back to us.
import type { Directory, Target } from '../directory/directory.js';

/**
 * Without those who have left, and without what leads back to `seen`.
 * @param seen addresses that the call has come through
 */
export function resolveTargets(
  directory: Pick<Directory, 'line' | 'official'>,
  targets: readonly Target[],
  seen: readonly string[],
): Target[] {
  return targets.flatMap((target) => {
    if (seen.includes(target.address)) return [];
    const official = target.officialId === null ? undefined : directory.official(target.officialId);
    if (official && official.formerSince !== null) return [];
    const line = directory.line(target.address);
    return line ? resolveTargets(directory, line.targets, [...seen, target.address]) : [target];
  });
}
