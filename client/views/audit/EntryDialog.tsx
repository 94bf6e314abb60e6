// One entry opened: the five fields, what it changed, and its place in the chain.
import type { AuditEntryView } from '../../../server/contract/audit.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Dialog } from '../shared/Dialog.js';
import { Link } from '../shared/Link.js';
import { auditAddress } from './auditFilter.js';
import { Changes } from './Changes.js';
import { CheckValue } from './CheckValue.js';
import { Fact, Facts } from './Facts.js';
import { isChange } from './kinds.js';
import { useAuditWords } from './useAuditWords.js';

export function EntryDialog({ entry, onClose }: { entry: AuditEntryView; onClose: () => void }) {
  const { t, format } = useDeskWords();
  const words = useAuditWords();
  const { account, subject, before, after, notCarriedOutBy } = entry;
  const title = `${t(`audit.kind.${entry.kind}`)} · ${words.task(entry.task)}`;
  return (
    <Dialog title={title} onClose={onClose} testId="entry-dialog">
      <div className="dialog-body entry">
        <Facts>
          <Fact label={t('audit.columns.at')}>
            <time dateTime={entry.at}>{words.time(entry.at)}</time>
          </Fact>
          <Fact label={t('audit.columns.account')}>
            {account === '' ? null : <Link to={auditAddress({ account })}>{account}</Link>} {words.role(entry.role)}
          </Fact>
          <Fact label={t('audit.columns.place')}>{words.place(entry.place)}</Fact>
          <Fact label={t('audit.columns.subject')}>{words.subject(subject)}</Fact>
          {subject.id === null ? null : (
            <Fact label={t('audit.detail.target')}>
              <Link to={auditAddress({ subject: subject.id })}>{subject.id}</Link>
            </Fact>
          )}
          <Fact label={t('audit.columns.reason')}>{entry.reason ?? t('audit.rows.noReason')}</Fact>
        </Facts>
        {before || after ? <Changes before={before} after={after} /> : null}
        <section className="entry-chain">
          <h3>{t('audit.detail.place')}</h3>
          <Facts>
            <Fact label={t('audit.detail.state')}>
              {notCarriedOutBy === null ? (
                t(isChange(entry.kind) ? 'audit.detail.done' : 'audit.detail.read')
              ) : (
                <>
                  <b className="audit-undone">{t('audit.detail.notDone')}</b>{' '}
                  {t('audit.detail.notDoneBy', { n: format.count(notCarriedOutBy) })}
                </>
              )}
            </Fact>
            <Fact label={t('audit.columns.seq')}>{t('audit.detail.seq', { n: format.count(entry.seq) })}</Fact>
            <Fact label={t('audit.detail.hash')}>
              <CheckValue hash={entry.hash} />
            </Fact>
          </Facts>
        </section>
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={onClose}>
            {t('shared.close')}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
