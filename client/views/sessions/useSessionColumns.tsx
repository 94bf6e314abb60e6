// The columns of a session, the same in the own account and in the list of all.
import type { SessionRowView } from '../../../server/contract/session.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Email } from '../shared/Email.js';
import { Moment } from '../shared/Moment.js';
import type { Column } from '../shared/Table.js';

export interface SessionColumns {
  /** Also whose it is. */
  showsAccount?: boolean;
  /** Absent for those who may only look. */
  onEnd: ((session: SessionRowView) => void) | null;
}

export function useSessionColumns({ showsAccount = false, onEnd }: SessionColumns): Column<SessionRowView>[] {
  const { t } = useDeskWords();
  const account: Column<SessionRowView> = {
    key: 'account',
    label: t('sessions.column.account'),
    render: ({ account, role }) => (
      <>
        <Email address={account} />
        <span className="under">{t(`shell.role.${role}`)}</span>
      </>
    ),
  };
  const browser: Column<SessionRowView> = {
    key: 'browser',
    label: t('sessions.column.browser'),
    render: ({ browser, isOwn }) => (
      <>
        {browser === '' ? t('sessions.unknownBrowser') : browser}
        {isOwn ? <span className="under">{t('sessions.own')}</span> : null}
      </>
    ),
  };
  const rest: Column<SessionRowView>[] = [
    { key: 'place', label: t('sessions.column.place'), render: ({ place }) => <span className="whole">{place}</span> },
    {
      key: 'createdAt',
      label: t('sessions.column.createdAt'),
      render: ({ createdAt }) => <Moment at={createdAt} isRecent />,
    },
    {
      key: 'lastSeenAt',
      label: t('sessions.column.lastSeenAt'),
      render: ({ lastSeenAt }) => <Moment at={lastSeenAt} isRecent />,
    },
    {
      key: 'expiresAt',
      label: t('sessions.column.expiresAt'),
      render: ({ expiresAt }) => <Moment at={expiresAt} isRecent />,
    },
  ];
  const end: Column<SessionRowView> = {
    key: 'end',
    label: t('shared.actions'),
    isLabelHidden: true,
    align: 'end',
    render: (session) =>
      session.isOwn ? null : (
        <button
          type="button"
          className="word-button"
          aria-label={t('sessions.endLabel', { account: session.account, browser: session.browser })}
          onClick={() => onEnd?.(session)}
        >
          {t('sessions.end')}
        </button>
      ),
  };
  return [...(showsAccount ? [account] : []), browser, ...rest, ...(onEnd ? [end] : [])];
}
