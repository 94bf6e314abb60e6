// The numbers that citizens dial, gathered from rows: those that share a number ring together.
import type { LineEntry } from './directoryEntries.js';
import { kindOfAddress, normaliseAddress } from './normaliseAddress.js';
import { readYesNo } from './readCells.js';
import type { Problems, Row } from './readTable.js';

/** Twilio dials at most ten targets at once. */
const mostTargets = 10;

export interface CollectedLines {
  add(row: Row): void;
  all(): LineEntry[];
  /** The line of the file that first names a number. */
  places: ReadonlyMap<string, number>;
}

export function collectLines(problems: Problems): CollectedLines {
  const lines = new Map<string, LineEntry>();
  const places = new Map<string, number>();

  function addTarget(row: Row, number: string, address: string, isCallCentre: boolean | undefined): void {
    const departmentId = row.cells.get('department_id') ?? '';
    const officialId = row.cells.get('official_id') || null;
    const target = { address, kind: kindOfAddress(address), departmentId, officialId };
    const known = lines.get(number);
    if (!known) {
      lines.set(number, { number, departmentId, officialId, targets: [target], isCallCentre });
      places.set(number, row.line);
    } else if (known.departmentId !== departmentId)
      problems.add(row.line, 'number', 'other-department', row.cells.get('number'), places.get(number));
    else if (known.targets.some((other) => other.address === address))
      problems.add(row.line, 'dial', 'rings-already', row.cells.get('dial'), row.cells.get('number'));
    else if (known.targets.length === mostTargets)
      problems.add(row.line, 'number', 'too-many-targets', row.cells.get('number'), mostTargets);
    else {
      known.targets.push(target);
      known.officialId = null;
      // One row that says so is enough.
      known.isCallCentre = isCallCentre === undefined ? undefined : known.isCallCentre === true || isCallCentre;
    }
  }

  return {
    places,
    all: () => [...lines.values()],
    add(row: Row): void {
      const [rawNumber = '', rawDial = '', mark] = [
        row.cells.get('number'),
        row.cells.get('dial'),
        row.cells.get('call_centre'),
      ];
      const number = normaliseAddress(rawNumber);
      const address = normaliseAddress(rawDial);
      const isCallCentre = mark === undefined ? undefined : readYesNo(mark);
      if (number === undefined) problems.add(row.line, 'number', 'not-a-number', rawNumber);
      if (address === undefined) problems.add(row.line, 'dial', 'not-an-address', rawDial);
      if (mark && isCallCentre === undefined) problems.add(row.line, 'call_centre', 'not-yes-or-no', mark);
      if (number !== undefined && address !== undefined) addTarget(row, number, address, isCallCentre);
    },
  };
}
