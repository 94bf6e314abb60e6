// The city's tree to choose from: bureaus that open, departments with their counts, and a search over all of them.
import { useState } from 'react';
import type { DirectoryTreeView } from '../../../server/contract/directory.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { TextField } from '../shared/TextField.js';
import { BureauBranch } from './BureauBranch.js';
import { filterTree } from './filterTree.js';

export function DepartmentTree({ tree, chosen }: { tree: DirectoryTreeView; chosen: string | null }) {
  const { t, format } = useDeskWords();
  const [search, setSearch] = useState('');
  const bureaus = filterTree(tree.bureaus, search);
  const isSearching = search.trim() !== '';
  const found = bureaus.reduce((sum, { departments }) => sum + departments.length, 0);
  return (
    <nav className="tree" aria-label={t('directory.tree')}>
      <search>
        <TextField
          label={t('directory.search')}
          name="search"
          type="search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          autoComplete="off"
        />
      </search>
      <p className="tree-said" role="status">
        {isSearching
          ? found === 0
            ? t('directory.searchNone', { text: search.trim() })
            : t('directory.found', { n: format.count(found) })
          : t('directory.counts', { officials: format.count(tree.officials), lines: format.count(tree.lines) })}
      </p>
      <ul>
        {bureaus.map((bureau) => (
          <BureauBranch
            key={`${isSearching} ${bureau.name.ko}`}
            bureau={bureau}
            chosen={chosen}
            isOpened={isSearching || bureau.departments.some(({ id }) => id === chosen)}
          />
        ))}
      </ul>
    </nav>
  );
}
