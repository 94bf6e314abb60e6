// The numbers that citizens dial for a department, and what rings.
import type { DepartmentPageView, LineView } from '../../../server/contract/directory.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { type Column, Table } from '../shared/Table.js';
import { useDirectoryWords } from './useDirectoryWords.js';

export function LineTable({ department }: { department: DepartmentPageView }) {
  const { t, format } = useDeskWords();
  const words = useDirectoryWords();
  const titles = new Map(department.officials.map(({ id, title }) => [id, title]));
  const titleOf = (id: string) => titles.get(id) ?? t('directory.line.unknown', { id });
  const rings = ({ officialId, targets }: LineView) => {
    if (officialId !== null) return t('directory.line.owner', { title: titleOf(officialId) });
    const whom = targets.map((target) => (target.officialId === null ? target.address : titleOf(target.officialId)));
    return (
      <span>
        {t('directory.line.group', { n: format.count(targets.length) })}{' '}
        <span className="second">{whom.join(', ')}</span>
      </span>
    );
  };
  const columns: Column<LineView>[] = [
    {
      key: 'number',
      label: t('directory.line.number'),
      render: ({ number, isCallCentre }) => (
        <span>
          {number} {isCallCentre ? <span className="second">{t('directory.line.callCentre')}</span> : null}
        </span>
      ),
    },
    { key: 'rings', label: t('directory.line.rings'), render: rings },
  ];
  return (
    <section aria-labelledby="department-lines">
      <h3 id="department-lines">{t('directory.department.lines')}</h3>
      {department.lines.length === 0 ? (
        <p>{t('directory.department.noLines')}</p>
      ) : (
        <Table
          caption={t('directory.line.caption', { department: words.name(department.name) })}
          columns={columns}
          rows={department.lines}
          rowKey={({ number }) => number}
          rowTestId="line"
        />
      )}
    </section>
  );
}
