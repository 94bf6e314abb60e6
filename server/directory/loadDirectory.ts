// Reads the stored directory into memory, so that a voice URL is answered without the database.
import type { CollectionDeclaration, Store, StoredDocument } from '../storage/port.js';
import type { Department, Directory, Line, Target } from './directory.js';
import { departmentRecords, lineRecords, type OfficialRecord, officialRecords } from './directoryRecords.js';
import { kindOfAddress, normaliseAddress } from './normaliseAddress.js';

const pageSize = 1_000;

/** `refresh` reads everything afresh and swaps it in at once; until then, and when it fails, the old directory answers. */
export async function loadDirectory(store: Store): Promise<Directory & { refresh(): Promise<void> }> {
  let current = await read(store);
  return {
    departments: () => current.departmentList,
    department: (id) => current.departments.get(id),
    line: (number) => current.lines.get(normaliseAddress(number) ?? number),
    target: (address) => current.targets.get(normaliseAddress(address) ?? address),
    pickupGroup: (officialId) => current.pickupGroups.get(officialId) ?? [],
    async refresh() {
      current = await read(store);
    },
  };
}

async function read(store: Store) {
  const [departments, officials, lines] = await Promise.all([
    readAll(store, departmentRecords, 'byId'),
    readAll(store, officialRecords, 'byDepartment'),
    readAll(store, lineRecords, 'byDepartment'),
  ]);
  const departmentList: Department[] = departments.map(({ id, name, bureau }) => ({ id, name, bureau }));
  return {
    departmentList,
    departments: new Map(departmentList.map((department) => [department.id, department])),
    lines: new Map(
      lines.map(({ number, departmentId, officialId, targets }): [string, Line] => [
        number,
        { number, departmentId, officialId, targets },
      ]),
    ),
    targets: targetsByAddress(officials, lines),
    pickupGroups: groupByTeam(officials),
  };
}

function targetOf(official: OfficialRecord): Target {
  const { address, departmentId, id } = official;
  return { address, kind: kindOfAddress(address), departmentId, officialId: id };
}

/** An official's own desk wins over the same address inside a ring group. */
function targetsByAddress(officials: readonly OfficialRecord[], lines: readonly Line[]): Map<string, Target> {
  const byAddress = new Map<string, Target>();
  for (const target of lines.flatMap((line) => line.targets)) byAddress.set(target.address, target);
  for (const official of officials) byAddress.set(official.address, targetOf(official));
  return byAddress;
}

function groupByTeam(officials: readonly OfficialRecord[]): Map<string, readonly Target[]> {
  const teams = new Map<string, OfficialRecord[]>();
  const keyOf = (official: OfficialRecord) => JSON.stringify([official.departmentId, official.team]);
  for (const official of officials) {
    if (official.role !== 'desk') continue;
    const team = teams.get(keyOf(official));
    if (team) team.push(official);
    else teams.set(keyOf(official), [official]);
  }
  return new Map(
    officials.map((official) => [
      official.id,
      (teams.get(keyOf(official)) ?? []).filter(({ address }) => address !== official.address).map(targetOf),
    ]),
  );
}

async function readAll<T extends StoredDocument>(
  store: Store,
  declaration: CollectionDeclaration<T>,
  index: string,
): Promise<T[]> {
  const collection = store.collection(declaration);
  const all: T[] = [];
  let after: string | undefined;
  do {
    const page = await collection.list({ index, limit: pageSize, ...(after === undefined ? {} : { after }) });
    all.push(...page.items);
    after = page.nextCursor ?? undefined;
  } while (after !== undefined);
  return all;
}
