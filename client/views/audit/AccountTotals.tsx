// What each account did in the month, most entries first.
import { useState } from 'react';
import type { ReviewView } from '../../../server/contract/audit.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Link } from '../shared/Link.js';
import { Moment } from '../shared/Moment.js';
import { type Column, Table } from '../shared/Table.js';
import { auditAddress } from './auditFilter.js';
import { daysOf } from './reviewDays.js';

type Row = ReviewView['byAccount'][number];

const firstRows = 10;

export function AccountTotals({ review, zone }: { review: ReviewView; zone: string }) {
  const { t, format } = useDeskWords();
  const [isWhole, setWhole] = useState(false);
  const days = daysOf(review.from, review.to, zone);
  const rows = review.byAccount;
  const figure = (key: 'count' | 'read' | 'taken' | 'changed'): Column<Row> => ({
    key,
    label: t(`review.accounts.${key}`),
    align: 'end',
    render: (row) => format.count(row[key]),
  });
  const columns: Column<Row>[] = [
    {
      key: 'account',
      label: t('review.accounts.account'),
      render: ({ account }) =>
        account === '' ? (
          t('review.accounts.noAccount')
        ) : (
          <Link to={auditAddress({ account, ...days })}>{account}</Link>
        ),
    },
    figure('count'),
    figure('read'),
    figure('taken'),
    figure('changed'),
    { key: 'lastAt', label: t('review.accounts.lastAt'), render: ({ lastAt }) => <Moment at={lastAt} /> },
  ];
  return (
    <section aria-labelledby="review-accounts">
      <h3 id="review-accounts">{t('review.accounts.heading')}</h3>
      <Table
        caption={t('review.accounts.heading')}
        columns={columns}
        rows={isWhole ? rows : rows.slice(0, firstRows)}
        rowKey={({ account }) => account}
      />
      {rows.length > firstRows ? (
        <p className="list-foot">
          <button type="button" className="button" onClick={() => setWhole(!isWhole)}>
            {isWhole ? t('review.accounts.fewer') : t('review.accounts.all', { n: format.count(rows.length) })}
          </button>
        </p>
      ) : null}
    </section>
  );
}
