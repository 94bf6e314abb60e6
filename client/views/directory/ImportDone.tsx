// After an import: what was taken over, and the file's hash as the access record keeps it.
import type { ImportReportView } from '../../../server/contract/directory.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Link } from '../shared/Link.js';
import { directoryAddress } from './directoryAddress.js';
import { ImportCounts } from './ImportCounts.js';

export function ImportDone({ report }: { report: ImportReportView }) {
  const { t } = useDeskWords();
  return (
    <section className="import-done" aria-labelledby="import-done">
      <h2 id="import-done">{t('directory.import.doneHeading')}</h2>
      <p>{t('directory.import.doneLead')}</p>
      <ImportCounts report={report} />
      <p className="quiet">
        {t('directory.import.fileHash')} <span className="file-hash">{report.fileHash}</span>
      </p>
      <Link to={directoryAddress} className="button primary">
        {t('directory.import.show')}
      </Link>
    </section>
  );
}
