// The people who may sign in: found by address or role, added, changed, and let back in.
import { useCallback, useState } from 'react';
import type { PersonView } from '../../../server/contract/person.js';
import { useFilter } from '../../address/useFilter.js';
import { readPeople } from '../../api/people.js';
import { useCan } from '../../state/deskContext.js';
import { usePages } from '../../state/usePages.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { PagedTable } from '../shared/PagedTable.js';
import { PageHead } from '../shared/PageHead.js';
import { SearchField } from '../shared/SearchField.js';
import { SelectField } from '../shared/SelectField.js';
import { AddPersonDialog } from './AddPersonDialog.js';
import { PersonDialog } from './PersonDialog.js';
import { asPersonRole, personRoles } from './personRoles.js';
import { usePersonColumns } from './usePersonColumns.js';

export function PeoplePage() {
  const { t } = useDeskWords();
  const mayChange = useCan('people.change');
  const { read, write } = useFilter();
  const [q, role] = [read('q'), asPersonRole(read('role'))];
  const people = usePages(useCallback((cursor) => readPeople({ q, role }, cursor), [q, role]));
  const [open, setOpen] = useState<PersonView | 'new' | null>(null);
  const columns = usePersonColumns(mayChange ? setOpen : null);
  const { change } = people;
  const onChanged = useCallback(
    (person: PersonView) => {
      change((rows) => rows.map((row) => (row.id === person.id ? person : row)));
      // The dialog goes on with the newest revision.
      setOpen((before) => (before === null ? null : person));
    },
    [change],
  );
  const add = (
    <button type="button" className="button primary" onClick={() => setOpen('new')}>
      {t('people.add')}
    </button>
  );
  const isFiltered = q !== '' || role !== null;
  return (
    <>
      <PageHead title={t('shell.screen.people')} lead={t('people.lead')}>
        {mayChange ? add : null}
      </PageHead>
      <search className="filters">
        <SearchField
          label={t('people.search')}
          value={q}
          onSearch={useCallback((value) => write('q', value), [write])}
        />
        <SelectField
          label={t('people.role')}
          value={role ?? ''}
          onChange={(event) => write('role', event.target.value)}
          choices={[
            { value: '', label: t('shared.all') },
            ...personRoles.map((value) => ({ value, label: t(`shell.role.${value}`) })),
          ]}
        />
      </search>
      <PagedTable
        caption={t('shell.screen.people')}
        columns={columns}
        pages={people}
        rowKey={({ id }) => id}
        rowTestId="person-row"
        isQuiet={({ state }) => state === 'disabled'}
        empty={
          isFiltered ? { text: t('people.noneFound'), next: t('people.noneFoundNext') } : { text: t('people.empty') }
        }
      />
      {open === 'new' ? <AddPersonDialog onClose={() => setOpen(null)} onAdded={people.reload} /> : null}
      {open !== null && open !== 'new' ? (
        <PersonDialog key={formOf(open)} person={open} onClose={() => setOpen(null)} onChanged={onChanged} />
      ) : null}
    </>
  );
}

/** What the form holds: should the server hold something else by now, the dialog begins anew with that. */
function formOf({ id, role, departmentIds, officialId, state }: PersonView): string {
  return JSON.stringify([id, role, departmentIds, officialId, state === 'disabled']);
}
