// What an entry changed, before and after side by side.
import { useDeskWords } from '../../words/useDeskWords.js';
import { changedFields } from './changedFields.js';
import { useAuditWords } from './useAuditWords.js';

export function Changes({ before, after }: { before: object | null; after: object | null }) {
  const { t } = useDeskWords();
  const words = useAuditWords();
  const fields = changedFields(before, after);
  if (fields.length === 0) return <p>{t('audit.detail.noChanges')}</p>;
  return (
    <table className="changes">
      <caption>{t('audit.detail.changes')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('audit.detail.field')}</th>
          <th scope="col">{t('audit.detail.before')}</th>
          <th scope="col">{t('audit.detail.after')}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field.path.join('.')}>
            <th scope="row">{words.field(field.path)}</th>
            <td>{words.value(field.path, field.before)}</td>
            <td>{words.value(field.path, field.after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
