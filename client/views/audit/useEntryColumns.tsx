// The columns of the access record: the notice's five fields (계정, 접속일시, 접속지, 정보주체, 수행업무) and the reason.
import type { AuditEntryView } from '../../../server/contract/audit.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Email } from '../shared/Email.js';
import type { Column } from '../shared/Table.js';
import { useAuditWords } from './useAuditWords.js';

export function useEntryColumns(
  onOpen: (entry: AuditEntryView) => void,
  marked: readonly number[] = [],
): Column<AuditEntryView>[] {
  const { t, format } = useDeskWords();
  const words = useAuditWords();
  return [
    {
      key: 'seq',
      label: t('audit.columns.seq'),
      render: (entry) => (
        <span>
          <button
            type="button"
            className="word-button"
            aria-label={t('audit.rows.open', { seq: entry.seq })}
            onClick={() => onOpen(entry)}
          >
            {format.count(entry.seq)}
          </button>
          {marked.includes(entry.seq) ? <span className="audit-mark">{t('audit.rows.marked')}</span> : null}
        </span>
      ),
    },
    {
      key: 'at',
      label: t('audit.columns.at'),
      render: ({ at }) => <time dateTime={at}>{words.time(at)}</time>,
    },
    {
      key: 'account',
      label: t('audit.columns.account'),
      render: ({ account, role }) => (
        <span>
          <Email address={account} /> <span className="audit-second">{words.role(role)}</span>
        </span>
      ),
    },
    { key: 'place', label: t('audit.columns.place'), render: ({ place }) => words.place(place) },
    { key: 'subject', label: t('audit.columns.subject'), render: ({ subject }) => words.subject(subject) },
    {
      key: 'task',
      label: t('audit.columns.task'),
      render: ({ kind, task, notCarriedOutBy }) => (
        <span>
          {t(`audit.kind.${kind}`)}{' '}
          {words.task(task) === t(`audit.kind.${kind}`) ? null : (
            <span className="audit-second">{words.task(task)}</span>
          )}
          {notCarriedOutBy === null ? null : <b className="audit-undone">{t('audit.detail.notDone')}</b>}
        </span>
      ),
    },
    {
      key: 'reason',
      label: t('audit.columns.reason'),
      render: ({ reason }) => reason ?? <span className="quiet">{t('none')}</span>,
    },
  ];
}
