// What an import changes, row by row, to be read before it is taken over.
import { useState } from 'react';
import type { ImportReportView } from '../../../server/contract/directory.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Empty } from '../shared/Empty.js';
import { SelectField } from '../shared/SelectField.js';
import { type Column, Table } from '../shared/Table.js';
import { useFieldName } from './useFieldName.js';

type Change = ImportReportView['changes'][number];
type Kind = Change['kind'];

const kinds = ['added', 'changed', 'moved', 'removed'] as const;
// A page of all of them would be slow to draw and is read by nobody; the kinds narrow it.
const mostRows = 200;

export function ImportChanges({ report }: { report: ImportReportView }) {
  const { t, format } = useDeskWords();
  const fieldName = useFieldName();
  const [kind, setKind] = useState<Kind | ''>('');
  if (report.changeCount === 0) {
    return <Empty text={t('directory.import.sameHeading')} next={t('directory.import.sameLead')} />;
  }
  const fitting = report.changes.filter((change) => kind === '' || change.kind === kind);
  const shown = fitting.slice(0, mostRows);
  const detail = ({ from, to, fields }: Change) =>
    from !== null && to !== null ? t('directory.import.move', { from, to }) : fields.map(fieldName).join(', ');
  const columns: Column<Change>[] = [
    { key: 'id', label: t('directory.import.idColumn'), render: ({ id }) => id },
    { key: 'what', label: t('directory.import.whatColumn'), render: ({ what }) => t(`directory.import.what.${what}`) },
    {
      key: 'kind',
      label: t('directory.import.kindColumn'),
      render: (change) => t(`directory.import.kind.${change.kind}`),
    },
    { key: 'detail', label: t('directory.import.detailColumn'), render: (change) => detail(change) || t('none') },
    {
      key: 'line',
      label: t('directory.import.line'),
      align: 'end',
      render: ({ line }) => (line === null ? t('none') : format.count(line)),
    },
  ];
  return (
    <section aria-labelledby="import-changes">
      <div className="import-head">
        <h2 id="import-changes">{t('directory.import.changesHeading', { n: format.count(report.changeCount) })}</h2>
        <SelectField
          label={t('directory.import.kindColumn')}
          value={kind}
          onChange={(event) => setKind(kinds.find((other) => other === event.target.value) ?? '')}
          choices={[
            { value: '', label: t('directory.import.allChanges') },
            ...kinds.map((value) => ({ value, label: t(`directory.import.kind.${value}`) })),
          ]}
        />
      </div>
      <Table
        caption={t('directory.import.changesHeading', { n: format.count(report.changeCount) })}
        columns={columns}
        rows={shown}
        rowKey={({ what, id, kind: done }) => `${what} ${id} ${done}`}
        rowTestId="change"
      />
      {shown.length < fitting.length || report.changes.length < report.changeCount ? (
        <p className="list-foot">{t('directory.import.changesFirst', { n: format.count(shown.length) })}</p>
      ) : null}
    </section>
  );
}
