// A list of the server's as a table, with all that can stand in its place: still loading, refused, empty, more to come.
import type { ReactNode } from 'react';
import type { Pages } from '../../state/usePages.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Empty } from './Empty.js';
import { Loading } from './Loading.js';
import { Refused } from './Refused.js';
import { type Column, Table } from './Table.js';

interface PagedTableProps<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  pages: Pages<Row>;
  rowKey: (row: Row) => string;
  rowTestId?: string;
  isQuiet?: (row: Row) => boolean;
  /** What an empty list means here, and what to do about it. */
  empty: { text: string; next?: string; children?: ReactNode };
}

export function PagedTable<Row>({ pages, empty, ...table }: PagedTableProps<Row>) {
  const { t, format } = useDeskWords();
  const { rows, hasMore, isLoading, refusal } = pages;
  if (rows === null) return refusal ? <Refused refusal={refusal} onRetry={pages.reload} /> : <Loading />;
  if (rows.length === 0 && !refusal) return <Empty {...empty} />;
  return (
    <>
      <Table {...table} rows={rows} />
      <div className="list-foot">
        <p role="status">{t(hasMore ? 'shared.shownOfMore' : 'shared.shown', { n: format.count(rows.length) })}</p>
        {refusal ? <Refused refusal={refusal} onRetry={pages.more} /> : null}
        {hasMore && !refusal ? (
          <button type="button" className="button" onClick={pages.more} disabled={isLoading}>
            {t(isLoading ? 'shared.loading' : 'shared.more')}
          </button>
        ) : null}
      </div>
    </>
  );
}
