// 접속기록: who did what with whose data, when, from where and why; searched by an address that can be shared.
import { Fragment, useState } from 'react';
import { useAddress } from '../../address/address.js';
import { useCan } from '../../state/deskContext.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Link } from '../shared/Link.js';
import { Loading } from '../shared/Loading.js';
import { PageHead } from '../shared/PageHead.js';
import { AuditFilters } from './AuditFilters.js';
import { AuditList } from './AuditList.js';
import { readAuditFilter } from './auditFilter.js';
import { ExportDialog } from './ExportDialog.js';
import { HeadSheet } from './HeadSheet.js';
import { useCityZone } from './useCityZone.js';
import '../../styles/desk/audit.css';
import '../../styles/desk/paper.css';

const sheetAddress = '/audit?sheet=head';

export function AuditPage() {
  const { t } = useDeskWords();
  const { query } = useAddress();
  const zone = useCityZone();
  const mayExport = useCan('audit.export');
  const [isExporting, setExporting] = useState(false);
  if (query.get('sheet') === 'head') return <HeadSheet />;
  const filter = readAuditFilter(query);
  return (
    <>
      <PageHead title={t('audit.title')} lead={t('audit.lead')}>
        <Link to={sheetAddress} className="button">
          {t('audit.sheet.open')}
        </Link>
        {mayExport ? (
          <button type="button" className="button" onClick={() => setExporting(true)}>
            {t('audit.export.open')}
          </button>
        ) : null}
      </PageHead>
      {/* Another search starts with another form and another list. */}
      <Fragment key={query.toString()}>
        <AuditFilters filter={filter} />
        {zone === null ? <Loading /> : <AuditList filter={filter} zone={zone} />}
      </Fragment>
      {isExporting && zone !== null ? (
        <ExportDialog filter={filter} zone={zone} onClose={() => setExporting(false)} />
      ) : null}
    </>
  );
}
