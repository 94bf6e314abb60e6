// The part of the city's tree that a search leaves: a department stays when its own name, its bureau's or a team's fits.
import type { DirectoryTreeView } from '../../../server/contract/directory.js';

type Bureau = DirectoryTreeView['bureaus'][number];
type Name = Bureau['name'];

/** Without the case and the spaces that people leave out or put in. */
const plain = (text: string) => text.toLowerCase().replace(/\s+/g, '');

export function filterTree(bureaus: readonly Bureau[], search: string): Bureau[] {
  const wanted = plain(search);
  if (wanted === '') return [...bureaus];
  const fits = (text: string) => plain(text).includes(wanted);
  const isNamed = ({ ko, en }: Name) => fits(ko) || fits(en);
  return bureaus.flatMap((bureau) => {
    if (isNamed(bureau.name)) return [bureau];
    const departments = bureau.departments.filter(
      (department) => isNamed(department.name) || department.teams.some((team) => fits(team.name)),
    );
    return departments.length === 0 ? [] : [{ ...bureau, departments }];
  });
}
