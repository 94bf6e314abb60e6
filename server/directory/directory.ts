// The city's directory as the call path needs it: which line a dialled number is, whom it rings, who stands in, and who is there.
// Routing is answered from memory; the stored document is read at start and whenever it changes. Posts, no names.
import type { CoverMode, LunchRule, officialRoles, Span, Week } from '../contract/directory.js';

export interface LocalName {
  ko: string;
  en: string;
}

export interface Department {
  id: string;
  /** The directory's revision at which it was last changed. */
  revision: number;
  name: LocalName;
  bureau: LocalName;
  /** null follows the city's opening hours. */
  hours: Week | null;
  /** null where nothing is known: then nobody is taken to be away. */
  lunch: LunchRule | null;
  /** These three follow the city's settings where they are absent or null. */
  coverMode?: CoverMode | null | undefined;
  /** Callers whom nobody answered may leave a message. */
  voicemail?: boolean | null | undefined;
  /** Callers hear first that the call may be recorded. */
  notice?: boolean | null | undefined;
  /** ms; when the last import without it came. Kept, because its calls are. */
  formerSince: number | null;
}

/** Where an official was, ms. */
export interface Post {
  departmentId: string;
  team: string;
  from: number;
  /** null for the present one. */
  until: number | null;
}

export interface Official {
  id: string;
  /** The directory's revision at which this official was last changed. */
  revision: number;
  departmentId: string;
  /** Empty where the city keeps no teams: then the department is the team. */
  team: string;
  title: string;
  /** 1 (highest) to 9; null where unknown. */
  grade: number | null;
  /** Only desk staff take part in surveys and cover for each other; the rest is listed because the telephones exist. */
  role: (typeof officialRoles)[number];
  duty: string;
  /** As people dial it inside the house; empty where unknown. */
  extension: string;
  /** The telephone itself, normalised. */
  address: string;
  /** Those with the same word cover for each other, across departments too; empty for the desks of the same team. */
  pickupGroup: string;
  /** Officials who stand in, in this order. */
  deputies: string[];
  /** null follows the department. */
  hours: Week | null;
  lunch: Span | null;
  /** Stays at the telephone while the department eats together. */
  lunchDuty: boolean;
  /** Oldest first. */
  posts: Post[];
  /** ms; null for one who is in the directory. */
  formerSince: number | null;
}

/** Where a leg is sent: E.164 number, `sip:` address or `client:` name; voicemail and menu are never human answers. */
export interface Target {
  address: string;
  kind: 'number' | 'sip' | 'client' | 'voicemail' | 'menu';
  departmentId: string | null;
  officialId: string | null;
}

/** A number citizens dial. All targets ring at once; more than 10 is Twilio's limit for one Dial. */
export interface Line {
  number: string;
  departmentId: string;
  officialId: string | null;
  targets: Target[];
  isCallCentre: boolean;
}

export interface DirectoryContent {
  /** In the file's order, which is the city's own; former ones last. */
  departments: Department[];
  officials: Official[];
  lines: Line[];
}

/** Within the hours and not at lunch; at lunch; outside of the hours. */
export type Presence = 'present' | 'lunch' | 'away';

export interface Directory {
  /** What counts for a department without hours of its own. */
  readonly cityWeek: Week;
  /** 0 before the first import. */
  revision(): number;
  departments(): readonly Department[];
  /** Former ones are still known, for the names on their calls. */
  department(id: string): Department | undefined;
  official(id: string): Official | undefined;
  /** Undefined for a number that nobody has. `number` as Twilio sends it: E.164, `sip:` or `client:`. */
  line(number: string): Line | undefined;
  /** Whose telephone an address is, for legs that somebody else dialled (a transfer asked for by a telephone system). */
  target(address: string): Target | undefined;
  /** Who covers for an absent colleague, without that official's own telephone. Empty for a stranger. */
  pickupGroup(officialId: string): readonly Target[];
  /** Who stands in for an official, in order, without those who have left. */
  deputies(officialId: string): readonly Target[];
  /** By hours and lunch rule at an instant (ms); false for one that does not exist. A public holiday is like a Sunday. */
  isOpen(departmentId: string, at: number): boolean;
  /** Undefined for a stranger and for one who has left. */
  presence(officialId: string, at: number): Presence | undefined;
  /** Everything, for the screens. */
  content(): DirectoryContent & { updatedAt: number | null };
}
