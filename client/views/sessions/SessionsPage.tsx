// Who is signed in right now, and where; an administrator ends what should not be.
import { useCallback, useState } from 'react';
import type { SessionRowView } from '../../../server/contract/session.js';
import { useFilter } from '../../address/useFilter.js';
import { endSession, readSessions } from '../../api/sessions.js';
import { useCan, useDesk } from '../../state/deskContext.js';
import { usePages } from '../../state/usePages.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { ConfirmDialog } from '../shared/ConfirmDialog.js';
import { Link } from '../shared/Link.js';
import { PagedTable } from '../shared/PagedTable.js';
import { PageHead } from '../shared/PageHead.js';
import { useSessionColumns } from './useSessionColumns.js';

export function SessionsPage() {
  const { t } = useDeskWords();
  const { say } = useDesk();
  const mayEnd = useCan('sessions.end');
  const person = useFilter().read('person');
  const sessions = usePages(useCallback((cursor) => readSessions(person || null, cursor), [person]));
  const [ending, setEnding] = useState<SessionRowView | null>(null);
  const columns = useSessionColumns({ showsAccount: true, onEnd: mayEnd ? setEnding : null });
  const account = person === '' ? undefined : sessions.rows?.[0]?.account;
  const device = (session: SessionRowView) => session.browser || t('sessions.unknownBrowser');
  return (
    <>
      <PageHead
        title={t('shell.screen.sessions')}
        lead={account ? t('sessions.leadOf', { account }) : t('sessions.lead')}
      >
        {person === '' ? null : (
          <Link className="button" to="/sessions">
            {t('sessions.everybody')}
          </Link>
        )}
      </PageHead>
      <PagedTable
        caption={t('shell.screen.sessions')}
        columns={columns}
        pages={sessions}
        rowKey={({ id }) => id}
        rowTestId="session-row"
        empty={{ text: t('sessions.empty') }}
      />
      {ending ? (
        <ConfirmDialog
          title={t('sessions.endTitle')}
          lead={t('sessions.endLead', { account: ending.account, browser: device(ending) })}
          submit={t('sessions.end')}
          change={() => endSession(ending.id)}
          onDone={() => {
            sessions.change((rows) => rows.filter(({ id }) => id !== ending.id));
            say(t('sessions.ended'));
          }}
          onClose={() => setEnding(null)}
        />
      ) : null}
    </>
  );
}
