// The look-ups that routing needs, made once from a whole directory.
import type { Department, DirectoryContent, Line, Official, Target } from './directory.js';
import { groupBy } from './groupBy.js';
import { kindOfAddress } from './normaliseAddress.js';

export interface DirectoryIndex {
  /** Without former ones. */
  current: readonly Department[];
  departments: ReadonlyMap<string, Department>;
  officials: ReadonlyMap<string, Official>;
  /** Without former ones, by department. */
  staff: ReadonlyMap<string, readonly Official[]>;
  lines: ReadonlyMap<string, Line>;
  targets: ReadonlyMap<string, Target>;
  pickupGroups: ReadonlyMap<string, readonly Target[]>;
  deputies: ReadonlyMap<string, readonly Target[]>;
}

function targetOf({ address, departmentId, id }: Official): Target {
  return { address, kind: kindOfAddress(address), departmentId, officialId: id };
}

/** An official's own desk wins over the same address inside a ring group. */
function targetsByAddress(officials: readonly Official[], lines: readonly Line[]): Map<string, Target> {
  const byAddress = new Map<string, Target>();
  for (const target of lines.flatMap((line) => line.targets)) byAddress.set(target.address, target);
  for (const official of officials) byAddress.set(official.address, targetOf(official));
  return byAddress;
}

/** Whoever names a group is in it, whatever the post; of a team without one, the desks. */
function pickupGroups(officials: readonly Official[]): Map<string, readonly Target[]> {
  const keyOf = ({ pickupGroup, departmentId, team }: Official) =>
    JSON.stringify(pickupGroup === '' ? [departmentId, team] : [pickupGroup]);
  const groups = groupBy(
    officials.filter(({ role, pickupGroup }) => role === 'desk' || pickupGroup !== ''),
    keyOf,
  );
  return new Map(
    officials.map((official) => [
      official.id,
      (groups.get(keyOf(official)) ?? []).filter(({ address }) => address !== official.address).map(targetOf),
    ]),
  );
}

export function indexDirectory({ departments, officials, lines }: DirectoryContent): DirectoryIndex {
  const present = officials.filter(({ formerSince }) => formerSince === null);
  const byId = new Map(officials.map((official) => [official.id, official]));
  const standIns = ({ deputies }: Official) =>
    deputies.flatMap((id) => {
      const deputy = byId.get(id);
      return deputy && deputy.formerSince === null ? [targetOf(deputy)] : [];
    });
  return {
    current: departments.filter(({ formerSince }) => formerSince === null),
    departments: new Map(departments.map((department) => [department.id, department])),
    officials: byId,
    staff: groupBy(present, ({ departmentId }) => departmentId),
    lines: new Map(lines.map((line) => [line.number, line])),
    targets: targetsByAddress(present, lines),
    pickupGroups: pickupGroups(present),
    deputies: new Map(present.map((official) => [official.id, standIns(official)])),
  };
}
