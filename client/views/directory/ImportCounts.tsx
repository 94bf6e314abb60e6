// What an import changes, in figures: departments, officials and lines by what happens to them.
import type { ImportReportView } from '../../../server/contract/directory.js';
import { useDeskWords } from '../../words/useDeskWords.js';

const kinds = ['added', 'changed', 'moved', 'removed', 'unchanged'] as const;
const nouns = [
  ['department', 'departments'],
  ['official', 'officials'],
  ['line', 'lines'],
] as const;

export function ImportCounts({ report }: { report: ImportReportView }) {
  const { t, format } = useDeskWords();
  return (
    <table className="import-counts" data-testid="import-counts">
      <caption className="unseen">{t('directory.import.countsCaption')}</caption>
      <thead>
        <tr>
          <td />
          {kinds.map((kind) => (
            <th key={kind} scope="col">
              {t(`directory.import.kind.${kind}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {nouns.map(([noun, counts]) => (
          <tr key={noun}>
            <th scope="row">{t(`directory.import.what.${noun}`)}</th>
            {kinds.map((kind) => (
              <td key={kind} data-zero={report[counts][kind] === 0} data-testid={`${noun}-${kind}`}>
                {format.count(report[counts][kind])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
