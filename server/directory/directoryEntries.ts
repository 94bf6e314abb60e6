// What somebody says the directory is: an import file, or a city made up for a demonstration. What is not said stays as it is.
import type { Department, Line, LocalName, Official } from './directory.js';

/** Undefined: nothing is said about it. */
type Unsaid<T> = { [Field in keyof T]?: T[Field] | undefined };

export interface DepartmentEntry
  extends Unsaid<Pick<Department, 'hours' | 'lunch' | 'coverMode' | 'voicemail' | 'notice'>> {
  id: string;
  name: LocalName;
  bureau: string;
  bureauEn?: string | undefined;
}

type Optional =
  | 'team'
  | 'grade'
  | 'role'
  | 'duty'
  | 'extension'
  | 'pickupGroup'
  | 'deputies'
  | 'hours'
  | 'lunch'
  | 'lunchDuty';

export interface OfficialEntry
  extends Pick<Official, 'id' | 'departmentId' | 'title' | 'address'>,
    Unsaid<Pick<Official, Optional>> {}

export interface LineEntry extends Omit<Line, 'isCallCentre'>, Unsaid<Pick<Line, 'isCallCentre'>> {}

/** The whole city: whoever is not in it has left. */
export interface DirectoryEntries {
  departments: DepartmentEntry[];
  officials: OfficialEntry[];
  lines: LineEntry[];
}
