// The entries that a search finds, newest first, and the one that is opened.
import { useCallback, useState } from 'react';
import type { AuditEntryView } from '../../../server/contract/audit.js';
import { readAudit } from '../../api/audit.js';
import { usePages } from '../../state/usePages.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { PagedTable } from '../shared/PagedTable.js';
import type { AuditFilter } from './auditFilter.js';
import { daysAsPeriod } from './cityDay.js';
import { EntryDialog } from './EntryDialog.js';
import { useEntryColumns } from './useEntryColumns.js';

/** Mounted anew for every other search. */
export function AuditList({ filter, zone }: { filter: AuditFilter; zone: string }) {
  const { t } = useDeskWords();
  const [opened, setOpened] = useState<AuditEntryView | null>(null);
  const { account, subject, kind, from, to, marked } = filter;
  const load = useCallback(
    (cursor: string | null) => readAudit({ account, subject, kind, cursor, ...daysAsPeriod(from, to, zone) }),
    [account, subject, kind, from, to, zone],
  );
  const pages = usePages(load);
  const columns = useEntryColumns(setOpened, marked);
  const empty = pages.hasMore
    ? { text: t('audit.rows.searching') }
    : { text: t('audit.rows.empty'), next: t('audit.rows.emptyNext') };
  return (
    <>
      {marked.length > 0 ? <p className="audit-note">{t('audit.rows.markedNote', { n: marked.length })}</p> : null}
      <div className="audit-list">
        <PagedTable
          caption={t('audit.rows.caption')}
          columns={columns}
          pages={pages}
          rowKey={({ seq }) => String(seq)}
          rowTestId="entry"
          isQuiet={({ notCarriedOutBy }) => notCarriedOutBy !== null}
          empty={{
            ...empty,
            children: pages.hasMore ? (
              <button type="button" className="button" onClick={pages.more} disabled={pages.isLoading}>
                {t(pages.isLoading ? 'shared.loading' : 'shared.more')}
              </button>
            ) : null,
          }}
        />
      </div>
      {opened ? <EntryDialog entry={opened} onClose={() => setOpened(null)} /> : null}
    </>
  );
}
