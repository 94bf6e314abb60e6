// The columns of a television link: its name, what it shows, who made it, and the screen that opened it.
import type { LinkView } from '../../../server/contract/link.js';
import { useDesk } from '../../state/deskContext.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Email } from '../shared/Email.js';
import { Moment } from '../shared/Moment.js';
import { placesOf } from '../shared/placesOf.js';
import type { Column } from '../shared/Table.js';

/** @param onRevoke absent for those who may only look. */
export function useLinkColumns(onRevoke: ((link: LinkView) => void) | null): Column<LinkView>[] {
  const { t, language } = useDeskWords();
  const { settings } = useDesk();
  const columns: Column<LinkView>[] = [
    { key: 'name', label: t('links.column.name'), render: ({ name }) => name },
    {
      key: 'places',
      label: t('links.column.places'),
      render: ({ departmentIds }) => placesOf(departmentIds, settings, language) ?? t('shared.city'),
    },
    {
      key: 'opened',
      label: t('links.column.opened'),
      render: ({ openedAt, place, browser }) =>
        openedAt === null ? (
          <span className="quiet">{t('links.waiting')}</span>
        ) : (
          <>
            {browser === '' ? t('sessions.unknownBrowser') : browser}
            <span className="under">{place}</span>
          </>
        ),
    },
    {
      key: 'lastSeenAt',
      label: t('links.column.lastSeenAt'),
      render: ({ lastSeenAt }) => <Moment at={lastSeenAt} isRecent />,
    },
    {
      key: 'made',
      label: t('links.column.made'),
      render: ({ madeBy, createdAt }) => (
        <>
          <Email address={madeBy} />
          <span className="under">
            <Moment at={createdAt} isRecent />
          </span>
        </>
      ),
    },
  ];
  if (!onRevoke) return columns;
  return [
    ...columns,
    {
      key: 'revoke',
      label: t('shared.actions'),
      isLabelHidden: true,
      align: 'end',
      render: (link) => (
        <button
          type="button"
          className="word-button"
          aria-label={t('links.revokeLabel', { name: link.name })}
          onClick={() => onRevoke(link)}
        >
          {t('links.revoke')}
        </button>
      ),
    },
  ];
}
