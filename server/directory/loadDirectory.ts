// Holds the stored directory in memory, so that a voice URL is answered without the database.
import type { Collection } from '../storage/port.js';
import { readDirectory } from './changeDirectory.js';
import type { Directory } from './directory.js';
import type { DirectoryRecord } from './directoryRecord.js';
import { indexDirectory } from './indexDirectory.js';
import { normaliseAddress } from './normaliseAddress.js';
import { type CityHours, isOpenAt, localTime, presenceOf } from './presence.js';

export interface LoadedDirectory extends Directory {
  /** Reads everything afresh and swaps it in at once; until then, and when it fails, the old directory answers. */
  refresh(): Promise<void>;
}

export async function loadDirectory(
  records: Pick<Collection<DirectoryRecord>, 'get'>,
  city: CityHours,
): Promise<LoadedDirectory> {
  const read = async () => {
    const record = await readDirectory(records);
    return { record, index: indexDirectory(record) };
  };
  let { record, index } = await read();
  return {
    cityWeek: city.week,
    revision: () => record.revision,
    departments: () => index.current,
    department: (id) => index.departments.get(id),
    official: (id) => index.officials.get(id),
    line: (number) => index.lines.get(normaliseAddress(number) ?? number),
    target: (address) => index.targets.get(normaliseAddress(address) ?? address),
    pickupGroup: (officialId) => index.pickupGroups.get(officialId) ?? [],
    deputies: (officialId) => index.deputies.get(officialId) ?? [],
    isOpen(departmentId, at) {
      const department = index.departments.get(departmentId);
      if (!department || department.formerSince !== null) return false;
      const staff = index.staff.get(departmentId) ?? [];
      return isOpenAt(department, staff, city.week, localTime(at, city));
    },
    presence(officialId, at) {
      const official = index.officials.get(officialId);
      const department = official && index.departments.get(official.departmentId);
      if (!department || official.formerSince !== null) return undefined;
      return presenceOf(official, department, city.week, localTime(at, city));
    },
    content() {
      const { departments, officials, lines, revision, updatedAt } = record;
      return { departments, officials, lines, updatedAt: revision === 0 ? null : updatedAt };
    },
    async refresh() {
      const fresh = await read();
      // Two readings at once: the later one may be the older.
      if (fresh.record.revision >= record.revision) ({ record, index } = fresh);
    },
  };
}
