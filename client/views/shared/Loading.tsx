// Rows without words while a list is on its way: the layout keeps its shape.
import { useDeskWords } from '../../words/useDeskWords.js';

const rows = [0, 1, 2, 3, 4];

export function Loading() {
  const { t } = useDeskWords();
  return (
    <div className="loading" role="status" data-testid="loading">
      <span className="unseen">{t('shared.loading')}</span>
      {rows.map((row) => (
        <i key={row} />
      ))}
    </div>
  );
}
