// Every download, export and unmasking of the month with the notice's five fields and its reason.
import type { AuditEntryView, ReviewView } from '../../../server/contract/audit.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Table } from '../shared/Table.js';
import { useEntryColumns } from './useEntryColumns.js';

interface TakenListProps {
  review: ReviewView;
  onOpen: (entry: AuditEntryView) => void;
}

export function TakenList({ review, onOpen }: TakenListProps) {
  const { t, format } = useDeskWords();
  const columns = useEntryColumns(onOpen);
  return (
    <section aria-labelledby="review-taken">
      <h3 id="review-taken">{t('review.taken.heading')}</h3>
      {review.taken.length === 0 ? (
        <p>{t('review.taken.none')}</p>
      ) : (
        <div className="audit-list">
          <Table
            caption={t('review.taken.caption')}
            columns={columns}
            rows={review.taken}
            rowKey={({ seq }) => String(seq)}
            rowTestId="taken"
          />
        </div>
      )}
      {review.takenMore > 0 ? (
        <p className="audit-note">{t('review.taken.more', { n: format.count(review.takenMore) })}</p>
      ) : null}
    </section>
  );
}
