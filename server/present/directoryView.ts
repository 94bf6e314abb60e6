// The directory as the screens get it: the tree, a department's page, an official with posts, and what an import did.
import type {
  DepartmentPageView,
  DirectoryTreeView,
  ImportReportView,
  LineView,
  OfficialView,
  PostsView,
} from '../contract/directory.js';
import type { Department, Directory, Line, Official } from '../directory/directory.js';
import { groupBy } from '../directory/groupBy.js';
import type { ImportReport } from '../directory/importDirectory.js';
import { reasonOf } from '../directory/importProblem.js';
import { toTimeOrNull } from './verdictView.js';

type Known = Pick<
  Directory,
  'cityWeek' | 'department' | 'official' | 'isOpen' | 'content' | 'revision' | 'departments'
>;

/** A screen of mistakes is enough to see what is wrong; the rest follows from it. */
const mostProblems = 500;
const mostChanges = 1_000;

const toTime = (at: number) => new Date(at).toISOString();

/** @param departmentIds those that the reader may see; null for all. */
export function presentTree(directory: Known, departmentIds: readonly string[] | null, now: number): DirectoryTreeView {
  const { officials, lines, updatedAt } = directory.content();
  const staff = groupBy(
    officials.filter(({ formerSince }) => formerSince === null),
    ({ departmentId }) => departmentId,
  );
  const linesOf = groupBy(lines, ({ departmentId }) => departmentId);
  const shown = directory.departments().filter(({ id }) => departmentIds === null || departmentIds.includes(id));
  const departments = shown.map(({ id, name, bureau }) => {
    const people = staff.get(id) ?? [];
    const teams = groupBy(
      people.filter(({ team }) => team !== ''),
      ({ team }) => team,
    );
    return {
      bureau,
      view: {
        id,
        name,
        officials: people.length,
        lines: linesOf.get(id)?.length ?? 0,
        isOpen: directory.isOpen(id, now),
        teams: [...teams].map(([team, members]) => ({ name: team, officials: members.length })),
      },
    };
  });
  const bureaus = groupBy(departments, ({ bureau }) => bureau.ko);
  const total = (field: 'officials' | 'lines') => departments.reduce((sum, { view }) => sum + view[field], 0);
  return {
    revision: directory.revision(),
    updatedAt: toTimeOrNull(updatedAt),
    officials: total('officials'),
    lines: total('lines'),
    bureaus: [...bureaus].map(([ko, members]) => ({
      name: { ko, en: members[0]?.bureau.en ?? ko },
      departments: members.map(({ view }) => view),
    })),
  };
}

export function presentOfficial({ posts: _posts, ...official }: Official, directory: Known): OfficialView {
  const deputies = official.deputies.flatMap((id) => {
    const deputy = directory.official(id);
    return deputy && deputy.formerSince === null
      ? [{ id, title: deputy.title, departmentId: deputy.departmentId }]
      : [];
  });
  return { ...official, deputies, formerSince: toTimeOrNull(official.formerSince) };
}

const presentLine = ({ number, officialId, isCallCentre, targets }: Line): LineView => ({
  number,
  officialId,
  isCallCentre,
  targets: targets.map(({ address, officialId: whose }) => ({ address, officialId: whose })),
});

export function presentDepartment(
  { id, revision, name, bureau, formerSince, hours, lunch }: Department,
  directory: Known,
  now: number,
): DepartmentPageView {
  const { officials, lines } = directory.content();
  const here = officials.filter(({ departmentId }) => departmentId === id);
  const present = (isFormer: boolean) =>
    here
      .filter((official) => (official.formerSince !== null) === isFormer)
      .map((official) => presentOfficial(official, directory));
  return {
    ...{ id, revision, name, bureau, hours, lunch, cityHours: directory.cityWeek },
    formerSince: toTimeOrNull(formerSince),
    isOpen: directory.isOpen(id, now),
    officials: present(false),
    lines: lines.filter(({ departmentId }) => departmentId === id).map(presentLine),
    formerOfficials: present(true),
  };
}

export function presentPosts(official: Official, directory: Known): PostsView {
  return {
    official: presentOfficial(official, directory),
    posts: official.posts
      .map(({ departmentId, team, from, until }) => ({
        departmentId,
        departmentName: directory.department(departmentId)?.name ?? { ko: departmentId, en: departmentId },
        team,
        from: toTime(from),
        until: toTimeOrNull(until),
      }))
      .reverse(),
  };
}

export function presentImport({ problems, changes, counts, ...report }: ImportReport): ImportReportView {
  return {
    ...report,
    ...counts,
    problems: problems.slice(0, mostProblems).map((problem) => ({ ...problem, reason: reasonOf(problem) })),
    problemCount: problems.length,
    changes: changes.slice(0, mostChanges),
    changeCount: changes.length,
  };
}
