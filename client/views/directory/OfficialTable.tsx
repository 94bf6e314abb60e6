// The officials of a department by post and duty, never by name: telephone, pickup group, deputies, hours.
import type { OfficialView } from '../../../server/contract/directory.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Email } from '../shared/Email.js';
import { type Column, Table } from '../shared/Table.js';
import { OfficialHours } from './OfficialHours.js';
import { useDirectoryWords } from './useDirectoryWords.js';

interface OfficialTableProps {
  caption: string;
  officials: readonly OfficialView[];
  onEdit: ((official: OfficialView) => void) | null;
  onHistory: (official: OfficialView) => void;
}

export function OfficialTable({ caption, officials, onEdit, onHistory }: OfficialTableProps) {
  const { t, format } = useDeskWords();
  const words = useDirectoryWords();
  if (officials.length === 0) return null;
  const second = (text: string) => (text === '' ? null : <span className="second">{text}</span>);
  const columns: Column<OfficialView>[] = [
    {
      key: 'title',
      label: t('directory.official.title'),
      render: ({ title, grade, role, formerSince }) => (
        <span>
          {title}{' '}
          {second(
            [words.grade(grade), t(`directory.official.roles.${role}`)].filter((part) => part !== '').join(' · '),
          )}
          {formerSince === null
            ? null
            : second(t('directory.official.left', { at: format.dateTime(Date.parse(formerSince)) }))}
        </span>
      ),
    },
    {
      key: 'duty',
      label: t('directory.official.duty'),
      render: ({ duty, team }) => (
        <span>
          {duty || <span className="quiet">{t('none')}</span>} {second(team)}
        </span>
      ),
    },
    {
      key: 'phone',
      label: t('directory.official.phone'),
      render: ({ extension, address }) => (
        <span>
          {extension === '' ? null : t('directory.official.extension', { n: extension })}{' '}
          <span className="second">
            <Email address={address} />
          </span>
        </span>
      ),
    },
    {
      key: 'pickup',
      label: t('directory.official.pickupGroup'),
      render: ({ pickupGroup }) => pickupGroup || <span className="quiet">{t('directory.official.pickupTeam')}</span>,
    },
    {
      key: 'deputies',
      label: t('directory.official.deputies'),
      render: ({ deputies }) =>
        deputies.length === 0 ? (
          <span className="quiet">{t('none')}</span>
        ) : (
          <ol className="deputies">
            {deputies.map(({ id, title }) => (
              <li key={id}>{title}</li>
            ))}
          </ol>
        ),
    },
    {
      key: 'hours',
      label: t('directory.official.hours'),
      render: (official) => <OfficialHours official={official} />,
    },
    {
      key: 'actions',
      label: t('shared.actions'),
      isLabelHidden: true,
      render: (official) => (
        <span className="row-actions">
          {onEdit ? (
            <button
              type="button"
              className="word-button"
              aria-label={t('directory.official.editOf', { title: official.title })}
              onClick={() => onEdit(official)}
            >
              {t('directory.official.edit')}
            </button>
          ) : null}
          <button
            type="button"
            className="word-button"
            aria-label={t('directory.official.historyOf', { title: official.title })}
            onClick={() => onHistory(official)}
          >
            {t('directory.official.history')}
          </button>
        </span>
      ),
    },
  ];
  return (
    <div className="official-list">
      <Table caption={caption} columns={columns} rows={officials} rowKey={({ id }) => id} rowTestId="official" />
    </div>
  );
}
