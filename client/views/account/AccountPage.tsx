// The screen of account: its head, until its content is there.
import { useDeskWords } from '../../words/useDeskWords.js';
import { PageHead } from '../shared/PageHead.js';

export function AccountPage() {
  const { t } = useDeskWords();
  return <PageHead title={t('shell.screen.account')} />;
}
