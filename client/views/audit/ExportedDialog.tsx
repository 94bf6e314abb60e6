// After an export: what the file holds, and the hash by which it can be known again.
import type { ExportedRecord } from '../../api/exportAudit.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Dialog } from '../shared/Dialog.js';
import { CheckValue } from './CheckValue.js';
import { Fact, Facts } from './Facts.js';

export function ExportedDialog({ exported, onClose }: { exported: ExportedRecord; onClose: () => void }) {
  const { t, format } = useDeskWords();
  const { name, trailer, hash } = exported;
  return (
    <Dialog title={t(trailer ? 'audit.export.doneTitle' : 'audit.export.title')} onClose={onClose} testId="exported">
      <div className="dialog-body">
        {trailer ? (
          <>
            <Facts>
              <Fact label={t('audit.export.file')}>{name}</Fact>
              <Fact label={t('audit.export.rows')}>
                <span data-testid="exported-rows" data-value={trailer.count}>
                  {t('audit.export.rowsText', { n: format.count(trailer.count) })}
                </span>
              </Fact>
              <Fact label={t('audit.export.head')}>
                {format.count(trailer.head.seq)} · <CheckValue hash={trailer.head.hash} />
              </Fact>
              {hash === null ? null : (
                <Fact label={t('audit.export.fileHash')}>
                  <CheckValue hash={hash} />
                </Fact>
              )}
            </Facts>
            {hash === null ? null : <p>{t('audit.export.keep')}</p>}
          </>
        ) : (
          <p className="refusal" role="alert">
            {t('audit.export.unreadable')}
          </p>
        )}
        <div className="dialog-buttons">
          <button type="button" className="button primary" onClick={onClose}>
            {t('shared.close')}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
