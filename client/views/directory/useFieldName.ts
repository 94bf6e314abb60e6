// A stored field's name as people say it; one that no screen knows yet is shown as it stands.
import { useTranslation } from 'react-i18next';
import type { directory } from '../../words/ko/directory.js';

type FieldKey = `directory.import.field.${keyof typeof directory.import.field}`;

export function useFieldName(): (field: string) => string {
  const { t, i18n } = useTranslation();
  const isField = (key: string): key is FieldKey => i18n.exists(key);
  return (field) => {
    const key = `directory.import.field.${field}`;
    return isField(key) ? t(key) : field;
  };
}
