// One department: when it is open, who sits in it, and which numbers ring whom.
import { useCallback, useState } from 'react';
import type { DepartmentPageView, OfficialView } from '../../../server/contract/directory.js';
import { readDepartment } from '../../api/directory.js';
import { useCan, useDesk } from '../../state/deskContext.js';
import { useLoaded } from '../../state/useLoaded.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Link } from '../shared/Link.js';
import { Loading } from '../shared/Loading.js';
import { Refused } from '../shared/Refused.js';
import { DepartmentHead } from './DepartmentHead.js';
import { directoryAddress } from './directoryAddress.js';
import { EditDepartment } from './EditDepartment.js';
import { EditOfficial } from './EditOfficial.js';
import { HistoryDialog } from './HistoryDialog.js';
import { LineTable } from './LineTable.js';
import { OfficialTable } from './OfficialTable.js';
import { useDirectoryWords } from './useDirectoryWords.js';

type Opened = { what: 'department' } | { what: 'official' | 'history'; official: OfficialView } | null;

/** Mounted anew for every other department. */
export function DepartmentView({ id, onChanged }: { id: string; onChanged: () => void }) {
  const { t } = useDeskWords();
  const words = useDirectoryWords();
  const { say } = useDesk();
  const mayChange = useCan('directory.change');
  const load = useCallback(() => readDepartment(id), [id]);
  const { value: department, refusal, reload } = useLoaded<DepartmentPageView>(load);
  const [opened, setOpened] = useState<Opened>(null);
  if (!department) return refusal ? <Refused refusal={refusal} onRetry={reload} /> : <Loading />;
  const name = words.name(department.name);
  const close = () => setOpened(null);
  const onSaved = (saved: string) => {
    close();
    say(t('directory.edit.saved', { name: saved }));
    reload();
    onChanged();
  };
  const canEdit = mayChange && department.formerSince === null;
  const onHistory = (official: OfficialView) => setOpened({ what: 'history', official });
  return (
    <article className="department" data-testid="department" data-id={id}>
      <Link to={directoryAddress} className="to-tree">
        {t('directory.back')}
      </Link>
      <DepartmentHead department={department} onEdit={canEdit ? () => setOpened({ what: 'department' }) : null} />
      <section aria-labelledby="department-officials">
        <h3 id="department-officials">{t('directory.department.officials')}</h3>
        {department.officials.length === 0 ? <p>{t('directory.department.noOfficials')}</p> : null}
        <OfficialTable
          caption={t('directory.official.caption', { department: name })}
          officials={department.officials}
          onEdit={canEdit ? (official) => setOpened({ what: 'official', official }) : null}
          onHistory={onHistory}
        />
      </section>
      <LineTable department={department} />
      {department.formerOfficials.length > 0 ? (
        <section aria-labelledby="department-former">
          <h3 id="department-former">{t('directory.department.former_officials')}</h3>
          <OfficialTable
            caption={t('directory.department.former_officials')}
            officials={department.formerOfficials}
            onEdit={null}
            onHistory={onHistory}
          />
        </section>
      ) : null}
      {opened?.what === 'department' ? (
        <EditDepartment department={department} onSaved={() => onSaved(name)} onClose={close} />
      ) : null}
      {opened?.what === 'official' ? (
        <EditOfficial
          official={opened.official}
          department={department}
          onSaved={() => onSaved(opened.official.title)}
          onClose={close}
        />
      ) : null}
      {opened?.what === 'history' ? <HistoryDialog official={opened.official} onClose={close} /> : null}
    </article>
  );
}
