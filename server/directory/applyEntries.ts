// The directory after an import, and what that changes: a pure function of what is stored and what the file says.
import type { ImportCounts } from '../contract/directory.js';
import { compareEntries, type DirectoryChange, type Kind } from './compareEntries.js';
import type { Department, DirectoryContent, Line, Official, Post } from './directory.js';
import type { DepartmentEntry, DirectoryEntries, LineEntry, OfficialEntry } from './directoryEntries.js';

export interface Applied {
  content: DirectoryContent;
  /** False when every entry is as it was, in the same order: then there is nothing to write. */
  isNews: boolean;
  changes: DirectoryChange[];
  counts: Record<'departments' | 'officials' | 'lines', ImportCounts>;
}

/** When the change happens, ms, and the directory's revision that it makes. */
export interface Moment {
  at: number;
  revision: number;
}

type Said<T> = { [Field in keyof T]?: Exclude<T[Field], undefined> };
const said = <T extends object>(entry: T) =>
  Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined)) as Said<T>;

function departmentKind({ at, revision }: Moment): Kind<Department, DepartmentEntry> {
  return {
    what: 'department',
    idOf: ({ id }) => id,
    merge(known, { bureau, bureauEn, ...entry }) {
      const names = { ko: bureau, en: bureauEn ?? (known?.bureau.ko === bureau ? known.bureau.en : bureau) };
      const usual = { hours: null, lunch: null };
      const { id, name } = entry;
      return { ...usual, ...known, ...said(entry), id, name, bureau: names, revision, formerSince: null };
    },
    retire: (known) => ({ ...known, revision, formerSince: at }),
    isFormer: ({ formerSince }) => formerSince !== null,
    placeOf: () => null,
  };
}

const endLast = (posts: readonly Post[], at: number): Post[] =>
  posts.map((post) => (post.until === null ? { ...post, until: at } : post));

const unknownOfficial = {
  team: '',
  grade: null,
  role: 'desk',
  duty: '',
  extension: '',
  pickupGroup: '',
  deputies: [],
  hours: null,
  lunch: null,
  lunchDuty: false,
} as const;

function officialKind({ at, revision }: Moment): Kind<Official, OfficialEntry> {
  const place = ({ departmentId, team }: Pick<Official, 'departmentId' | 'team'>) =>
    team === '' ? departmentId : `${departmentId} ${team}`;
  return {
    what: 'official',
    idOf: ({ id }) => id,
    merge(known, entry) {
      const { id, departmentId, title, address } = entry;
      const usual = { ...unknownOfficial, deputies: [] };
      // A team belongs to its department.
      const team = entry.team ?? (known?.departmentId === departmentId ? known.team : '');
      const own = { id, departmentId, team, title, address, formerSince: null };
      const next = { ...usual, ...known, ...said(entry), ...own };
      const stays = known && known.formerSince === null && place(known) === place(next);
      const post = { departmentId, team: next.team, from: at, until: null };
      return { ...next, posts: stays ? known.posts : [...endLast(known?.posts ?? [], at), post], revision };
    },
    retire: (known) => ({ ...known, posts: endLast(known.posts, at), revision, formerSince: at }),
    isFormer: ({ formerSince }) => formerSince !== null,
    placeOf: place,
  };
}

const lineKind: Kind<Line, LineEntry> = {
  what: 'line',
  idOf: ({ number }) => number,
  merge: (known, { number, departmentId, officialId, targets, isCallCentre = known?.isCallCentre ?? false }) => ({
    number,
    departmentId,
    officialId,
    targets,
    isCallCentre,
  }),
  // Its calls keep what they need of it.
  retire: () => undefined,
  isFormer: () => false,
  placeOf: () => null,
};

/** What is as it was is the same object. */
const differs = (before: readonly object[], after: readonly object[]) =>
  before.length !== after.length || before.some((item, place) => item !== after[place]);

export function applyEntries(stored: DirectoryContent, entries: DirectoryEntries, moment: Moment): Applied {
  const departments = compareEntries(stored.departments, entries.departments, departmentKind(moment));
  const officials = compareEntries(stored.officials, entries.officials, officialKind(moment));
  const lines = compareEntries(stored.lines, entries.lines, lineKind);
  const content = { departments: departments.items, officials: officials.items, lines: lines.items };
  return {
    content,
    isNews:
      differs(stored.departments, departments.items) ||
      differs(stored.officials, officials.items) ||
      differs(stored.lines, lines.items),
    changes: [...departments.changes, ...officials.changes, ...lines.changes],
    counts: { departments: departments.counts, officials: officials.counts, lines: lines.counts },
  };
}
