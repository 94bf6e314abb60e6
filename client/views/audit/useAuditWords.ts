// The access record's stable words as people say them; a word that no screen knows yet is shown as it stands.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntryView } from '../../../server/contract/audit.js';
import { useDesk } from '../../state/deskContext.js';
import type { audit } from '../../words/ko/audit.js';
import type { shell } from '../../words/ko/shell.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { departmentName } from '../shared/departmentName.js';
import type { ChangedField, Leaf } from './changedFields.js';

type Tasks = typeof audit.task;
type TaskKey = { [Noun in keyof Tasks]: `audit.task.${Noun}.${keyof Tasks[Noun] & string}` }[keyof Tasks];
type FieldKey = `audit.field.${keyof typeof audit.field}`;
type RoleKey = `shell.role.${keyof typeof shell.role}`;

export interface AuditWords {
  task: (task: string) => string;
  /** A field of a document, from the outside in. */
  field: (path: readonly string[]) => string;
  value: (field: ChangedField['path'], value: ChangedField['before']) => string;
  role: (role: AuditEntryView['role']) => string;
  place: (place: string) => string;
  /** Whose data, or what: "통화 010-****-1234". */
  subject: (subject: AuditEntryView['subject']) => string;
  /** To the second, in the city. */
  time: (at: string) => string;
}

export function useAuditWords(): AuditWords {
  const { i18n } = useTranslation();
  const { t, language, format } = useDeskWords();
  const { settings } = useDesk();
  return useMemo(() => {
    const isTask = (key: string): key is TaskKey => i18n.exists(key);
    const isField = (key: string): key is FieldKey => i18n.exists(key);
    const isRole = (key: string): key is RoleKey => i18n.exists(key);
    const name = (part: string) => {
      const key = `audit.field.${part}`;
      return isField(key) ? t(key) : part;
    };
    const roleName = (role: string) => {
      const key = `shell.role.${role}`;
      return isRole(key) ? t(key) : role;
    };
    /** Codes that people know by a name: roles and departments. */
    const named = (field: string, value: Leaf) => {
      const text = String(value);
      if (field === 'role') return roleName(text);
      if (/^departmentIds?$/.test(field)) return departmentName(settings, text, language) ?? text;
      return text;
    };
    return {
      task: (task) => {
        const key = `audit.task.${task}`;
        return isTask(key) ? t(key) : task;
      },
      field: (path) => path.map(name).join(' · '),
      value: (path, value) => {
        const field = path.at(-1) ?? '';
        if (value === undefined || value === null || value === '') return t('audit.detail.nothing');
        if (typeof value === 'boolean') return t(value ? 'audit.detail.yes' : 'audit.detail.no');
        if (typeof value !== 'object') return named(field, value);
        return value.length === 0 ? t('audit.detail.nothing') : value.map((item) => named(field, item)).join(', ');
      },
      role: (role) => {
        if (role === '') return t('audit.rows.nobody');
        return role === 'system' ? t('audit.rows.system') : roleName(role);
      },
      place: (place) => (place === 'console' || place === 'server' ? t(`audit.rows.${place}`) : place),
      subject: ({ type, whose, id }) => `${t(`audit.type.${type}`)} ${whose ?? id ?? ''}`.trimEnd(),
      time: (at) => {
        const ms = Date.parse(at);
        return `${format.dateTime(ms)}:${String(new Date(ms).getUTCSeconds()).padStart(2, '0')}`;
      },
    };
  }, [t, i18n, language, format, settings]);
}
