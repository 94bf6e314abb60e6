// One bureau of the tree with its departments, and under the chosen one its teams.
import { useState } from 'react';
import type { DirectoryTreeView } from '../../../server/contract/directory.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Link } from '../shared/Link.js';
import { departmentAddress } from './directoryAddress.js';
import { useDirectoryWords } from './useDirectoryWords.js';

interface BureauBranchProps {
  bureau: DirectoryTreeView['bureaus'][number];
  chosen: string | null;
  isOpened: boolean;
}

export function BureauBranch({ bureau, chosen, isOpened }: BureauBranchProps) {
  const { t, format } = useDeskWords();
  const words = useDirectoryWords();
  const [isOpen, setOpen] = useState(isOpened);
  const people = bureau.departments.reduce((sum, { officials }) => sum + officials, 0);
  return (
    <li className="bureau">
      <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span>{words.name(bureau.name) || t('directory.noBureau')}</span>
        <small>{t('directory.officials', { n: format.count(people) })}</small>
      </button>
      {isOpen ? (
        <ul>
          {bureau.departments.map((department) => (
            <li key={department.id}>
              <Link to={departmentAddress(department.id)} isCurrent={department.id === chosen}>
                <span className="open-sign" data-open={department.isOpen}>
                  <i aria-hidden="true" />
                  <span className="unseen">{t(department.isOpen ? 'directory.open' : 'directory.closed')}</span>
                </span>
                <span>{words.name(department.name)}</span>
                <small>{t('directory.officials', { n: format.count(department.officials) })}</small>
              </Link>
              {department.id === chosen && department.teams.length > 0 ? (
                <ul className="teams">
                  {department.teams.map((team) => (
                    <li key={team.name}>
                      <span>{team.name}</span>
                      <small>{t('directory.officials', { n: format.count(team.officials) })}</small>
                    </li>
                  ))}
                </ul>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}
