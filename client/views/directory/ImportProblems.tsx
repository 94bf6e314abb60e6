// What is wrong with a file, row by row with line, column and reason.
import type { ImportReportView } from '../../../server/contract/directory.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { type Column, Table } from '../shared/Table.js';

type Problem = ImportReportView['problems'][number];

export function ImportProblems({ report }: { report: ImportReportView }) {
  const { t, format } = useDeskWords();
  const { problems, problemCount } = report;
  const columns: Column<Problem>[] = [
    {
      key: 'line',
      label: t('directory.import.line'),
      render: ({ line }) => (line === null ? t('directory.import.wholeFile') : format.count(line)),
    },
    {
      key: 'column',
      label: t('directory.import.column'),
      render: ({ line, column }) => column ?? (line === null ? t('none') : t('directory.import.wholeRow')),
    },
    { key: 'value', label: t('directory.import.value'), render: ({ value }) => value || t('none') },
    {
      key: 'reason',
      label: t('directory.import.problem'),
      render: ({ code, value, other }) => t(`directory.import.problems.${code}`, { value, other }),
    },
  ];
  return (
    <section aria-labelledby="import-problems">
      <div className="import-head">
        <h2 id="import-problems">{t('directory.import.problemsHeading', { n: format.count(problemCount) })}</h2>
        <p role="alert">{t('directory.import.problemsLead')}</p>
      </div>
      <Table
        caption={t('directory.import.problemsHeading', { n: format.count(problemCount) })}
        columns={columns}
        rows={problems}
        rowKey={({ line, column, code, value }) => `${line} ${column} ${code} ${value}`}
        rowTestId="problem"
      />
      {problems.length < problemCount ? (
        <p className="list-foot">{t('directory.import.problemsFirst', { n: format.count(problems.length) })}</p>
      ) : null}
    </section>
  );
}
