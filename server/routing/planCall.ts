// Decides where a call goes: a pure function of the directory in memory, the city's settings and the time.
import { mostTargets } from '../calls/limits.js';
import type { CoverMode } from '../contract/directory.js';
import type { Department, Directory, Line, Target } from '../directory/directory.js';
import { normaliseAddress } from '../directory/normaliseAddress.js';
import type { Plan, Refusal, Step } from './plan.js';
import { resolveTargets } from './resolveTargets.js';

export type RoutingDirectory = Pick<
  Directory,
  'line' | 'department' | 'official' | 'pickupGroup' | 'deputies' | 'isOpen' | 'presence'
>;

/** The city's, for departments that say nothing of their own. */
export interface RoutingSettings {
  closes: 'never' | 'stated' | 'always';
  coverMode: CoverMode;
  queuesCallCentre: boolean;
  voicemail: boolean;
  notice: boolean;
}

export interface Asked {
  /** As dialled. */
  number: string;
  /** The telephone that sent the call on to us, where the network tells. */
  forwardedFrom?: string | undefined;
  /** ms */
  at: number;
  /** A call that was let in is not shut out when the office closes meanwhile. */
  isUnderWay?: boolean;
}

const unique = (targets: readonly Target[]) => [
  ...new Map(targets.map((target) => [target.address, target] as const)).values(),
];

function isClosed(directory: RoutingDirectory, settings: RoutingSettings, line: Line, at: number): boolean {
  const department = directory.department(line.departmentId);
  const closes = settings.closes === 'always' || (settings.closes === 'stated' && (department?.hours ?? null) !== null);
  if (!closes || directory.isOpen(line.departmentId, at)) return false;
  // Somebody with hours of their own is there although the department is not.
  const officials = [line.officialId, ...line.targets.map(({ officialId }) => officialId)];
  return !officials.some((id) => id !== null && directory.presence(id, at) === 'present');
}

/** Who is there; all of them where nobody is known to be. */
function presentOrAll(directory: RoutingDirectory, targets: readonly Target[], at: number): readonly Target[] {
  const present = targets.filter(({ officialId }) => {
    const presence = officialId === null ? undefined : directory.presence(officialId, at);
    return presence === undefined || presence === 'present';
  });
  return present.length > 0 ? present : targets;
}

/** The official's own line: colleagues at once or afterwards, and deputies before them for one who is away. */
function stepsOfOwn(
  directory: RoutingDirectory,
  mode: CoverMode,
  own: readonly Target[],
  officialId: string,
  at: number,
): Target[][] {
  const isAway = directory.presence(officialId, at) !== 'present';
  const group = [...presentOrAll(directory, directory.pickupGroup(officialId), at)];
  const deputies = [...presentOrAll(directory, directory.deputies(officialId), at)];
  if (mode === 'rollover')
    return isAway && deputies.length > 0 ? [deputies, group, [...own]] : [[...own], group, deputies];
  return isAway ? [[...own, ...deputies, ...group]] : [[...own, ...group], deputies];
}

/** Nobody is rung in two steps, and no step rings nobody. */
function toDials(groups: readonly Target[][]): Step[] {
  const rung = new Set<string>();
  return groups.flatMap((group): Step[] => {
    const targets = unique(group)
      .filter(({ address }) => !rung.has(address))
      .slice(0, mostTargets);
    for (const { address } of targets) rung.add(address);
    return targets.length > 0 ? [{ do: 'dial', targets }] : [];
  });
}

export function planCall(directory: RoutingDirectory, settings: RoutingSettings, asked: Asked): Plan {
  const { at } = asked;
  const line = directory.line(asked.number);
  if (!line) return { line, refusal: 'unknown-number', notice: false, steps: [] };
  const department: Pick<Department, 'coverMode' | 'voicemail' | 'notice'> =
    directory.department(line.departmentId) ?? {};
  const takesMessages = department.voicemail ?? settings.voicemail;
  const voicemail: Step[] = takesMessages ? [{ do: 'voicemail' }] : [];
  const refused = (refusal: Refusal): Plan => ({ line, refusal, notice: false, steps: voicemail });

  const from = asked.forwardedFrom ? (normaliseAddress(asked.forwardedFrom) ?? asked.forwardedFrom) : undefined;
  if (from !== undefined && directory.line(from) === line) return refused('loop');
  if (!asked.isUnderWay && isClosed(directory, settings, line, at)) return refused('closed');

  const reachable = (targets: readonly Target[]) =>
    resolveTargets(directory, targets, [line.number, ...(from ? [from] : [])]);
  const own = reachable(line.targets);
  const notice = department.notice ?? settings.notice;
  if (line.isCallCentre && settings.queuesCallCentre && own.length > 0) {
    const agents = presentOrAll(directory, own, at);
    return { line, refusal: null, notice, steps: [{ do: 'queue', name: line.number, agents }, ...voicemail] };
  }
  const mode = department.coverMode ?? settings.coverMode;
  const groups = line.officialId
    ? stepsOfOwn(directory, mode, own, line.officialId, at).map(reachable)
    : [[...presentOrAll(directory, own, at)]];
  const dials = toDials(groups);
  return dials.length > 0 ? { line, refusal: null, notice, steps: [...dials, ...voicemail] } : refused('nobody');
}
