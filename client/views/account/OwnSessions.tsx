// Where one is signed in, and the buttons that end it there.
import type { SessionRowView } from '../../../server/contract/session.js';
import { endOtherSessions, endOwnSession } from '../../api/account.js';
import { useDesk } from '../../state/deskContext.js';
import { useAction } from '../../state/useAction.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { SessionTable } from '../sessions/SessionTable.js';
import { focusHeading } from '../shared/focusHeading.js';
import { RefusalLine } from '../shared/RefusalLine.js';

interface OwnSessionsProps {
  sessions: readonly SessionRowView[];
  onChanged: () => void;
}

export function OwnSessions({ sessions, onChanged }: OwnSessionsProps) {
  const { t } = useDeskWords();
  const { say } = useDesk();
  const action = useAction();
  const end = async (which: () => ReturnType<typeof endOtherSessions>) => {
    if (!(await action.run(which))) return;
    say(t('sessions.ended'));
    // The button that was pressed goes with its row.
    focusHeading();
    onChanged();
  };
  return (
    <section className="part wide">
      <div className="part-head">
        <h2>{t('account.sessions.heading')}</h2>
        {sessions.length > 1 ? (
          <button type="button" className="button" onClick={() => void end(endOtherSessions)} aria-busy={action.isBusy}>
            {t('account.sessions.endOthers')}
          </button>
        ) : null}
      </div>
      <RefusalLine refusal={action.refusal} />
      <SessionTable
        caption={t('account.sessions.heading')}
        sessions={sessions}
        onEnd={({ id }) => void end(() => endOwnSession(id))}
      />
    </section>
  );
}
