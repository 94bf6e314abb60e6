// The certificate to print and sign: up to which entry the record stood, its check value, and how to compare with it later.
import { readAuditHead } from '../../api/audit.js';
import { useDesk } from '../../state/deskContext.js';
import { useLoaded } from '../../state/useLoaded.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Empty } from '../shared/Empty.js';
import { Link } from '../shared/Link.js';
import { Loading } from '../shared/Loading.js';
import { PageHead } from '../shared/PageHead.js';
import { Refused } from '../shared/Refused.js';
import { CheckValue } from './CheckValue.js';
import { Fact, Facts } from './Facts.js';
import { SignatureLine } from './SignatureLine.js';
import { useAuditWords } from './useAuditWords.js';

export function HeadSheet() {
  const { t, language, format } = useDeskWords();
  const words = useAuditWords();
  const { settings } = useDesk();
  const { value: head, refusal, reload } = useLoaded(readAuditHead);
  return (
    <article className="sheet" data-testid="head-sheet">
      <PageHead title={t('audit.sheet.title')} lead={t('audit.sheet.lead')}>
        <Link to="/audit" className="button">
          {t('audit.sheet.back')}
        </Link>
        {head && head.seq > 0 ? (
          <button type="button" className="button primary" onClick={() => print()}>
            {t('audit.sheet.print')}
          </button>
        ) : null}
      </PageHead>
      {head ? null : refusal ? <Refused refusal={refusal} onRetry={reload} /> : <Loading />}
      {head?.seq === 0 ? <Empty text={t('audit.sheet.empty')} /> : null}
      {head && head.seq > 0 ? (
        <>
          {settings ? <p className="sheet-city">{settings.city[language]}</p> : null}
          <Facts>
            <Fact label={t('audit.sheet.date')}>
              <time dateTime={head.at}>{words.time(head.at)}</time> {format.zone(Date.parse(head.at))}
            </Fact>
            <Fact label={t('audit.sheet.seq')}>
              <b className="sheet-seq">{format.count(head.seq)}</b>
            </Fact>
            <Fact label={t('audit.sheet.hash')}>
              <span className="sheet-hash">
                <CheckValue hash={head.hash} />
              </span>
              <small>{t('audit.sheet.hashHint')}</small>
            </Fact>
            <Fact label={t('audit.sheet.command')}>
              <code>
                npm run verify-audit -- {t('audit.sheet.commandFile')} --head {head.seq}:{head.hash}
              </code>
              <small>{t('audit.sheet.commandHint')}</small>
            </Fact>
          </Facts>
          <SignatureLine label={t('audit.sheet.signer')} />
        </>
      ) : null}
    </article>
  );
}
