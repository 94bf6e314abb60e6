// Where an official's post has been: calls already made stay with the department of their time.
import { useCallback } from 'react';
import type { OfficialView, PostsView } from '../../../server/contract/directory.js';
import { readPosts } from '../../api/directory.js';
import { useLoaded } from '../../state/useLoaded.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Dialog } from '../shared/Dialog.js';
import { Loading } from '../shared/Loading.js';
import { Moment } from '../shared/Moment.js';
import { Refused } from '../shared/Refused.js';
import { type Column, Table } from '../shared/Table.js';
import { useDirectoryWords } from './useDirectoryWords.js';

type Post = PostsView['posts'][number];

export function HistoryDialog({ official, onClose }: { official: OfficialView; onClose: () => void }) {
  const { t } = useDeskWords();
  const words = useDirectoryWords();
  const load = useCallback(() => readPosts(official.id), [official.id]);
  const { value, refusal, reload } = useLoaded(load);
  const columns: Column<Post>[] = [
    {
      key: 'department',
      label: t('directory.history.department'),
      render: ({ departmentName }) => words.name(departmentName),
    },
    { key: 'team', label: t('directory.history.team'), render: ({ team }) => team || t('directory.official.noTeam') },
    { key: 'from', label: t('directory.history.from'), render: ({ from }) => <Moment at={from} /> },
    {
      key: 'until',
      label: t('directory.history.until'),
      render: ({ until }) => (until === null ? t('directory.history.now') : <Moment at={until} />),
    },
  ];
  return (
    <Dialog title={t('directory.history.title', { title: official.title })} onClose={onClose} testId="history">
      <div className="dialog-body wide">
        {value ? (
          <Table
            caption={t('directory.history.caption')}
            columns={columns}
            rows={value.posts}
            rowKey={({ from, departmentId, team }) => `${from} ${departmentId} ${team}`}
          />
        ) : refusal ? (
          <Refused refusal={refusal} onRetry={reload} />
        ) : (
          <Loading />
        )}
        <p>{t('directory.history.note')}</p>
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={onClose}>
            {t('shared.close')}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
