// The screen of sessions: its head, until its content is there.
import { useDeskWords } from '../../words/useDeskWords.js';
import { PageHead } from '../shared/PageHead.js';

export function SessionsPage() {
  const { t } = useDeskWords();
  return <PageHead title={t('shell.screen.sessions')} />;
}
