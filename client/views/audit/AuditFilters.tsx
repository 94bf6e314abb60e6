// The search form of the access record; searching changes the address.
import { type SyntheticEvent, useState } from 'react';
import { go } from '../../address/address.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Link } from '../shared/Link.js';
import { SelectField } from '../shared/SelectField.js';
import { TextField } from '../shared/TextField.js';
import { type AuditFilter, auditAddress, readAuditFilter } from './auditFilter.js';
import { auditKinds } from './kinds.js';

const asText = (value: FormDataEntryValue | null) => (typeof value === 'string' ? value : '');

export function AuditFilters({ filter }: { filter: AuditFilter }) {
  const { t } = useDeskWords();
  const [isBackwards, setBackwards] = useState(false);
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const names = ['account', 'subject', 'kind', 'from', 'to'] as const;
    const asked = readAuditFilter(new URLSearchParams(names.map((name) => [name, asText(form.get(name))])));
    const isWrong = asked.from !== '' && asked.to !== '' && asked.to < asked.from;
    setBackwards(isWrong);
    if (!isWrong) go(auditAddress(asked));
  };
  const isFiltered = [filter.account, filter.subject, filter.kind, filter.from, filter.to].some((part) => part !== '');
  const kinds = auditKinds.map((kind) => ({ value: kind, label: t(`audit.kind.${kind}`) }));
  return (
    <search>
      <form className="filters audit-filters" aria-label={t('audit.filters.label')} onSubmit={submit} noValidate>
        <TextField
          label={t('audit.filters.account')}
          name="account"
          defaultValue={filter.account}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
        />
        <TextField
          label={t('audit.filters.subject')}
          name="subject"
          defaultValue={filter.subject}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
        />
        <SelectField
          label={t('audit.filters.kind')}
          name="kind"
          defaultValue={filter.kind}
          choices={[{ value: '', label: t('shared.all') }, ...kinds]}
        />
        <TextField label={t('audit.filters.from')} name="from" type="date" defaultValue={filter.from} />
        <TextField
          label={t('audit.filters.to')}
          name="to"
          type="date"
          defaultValue={filter.to}
          problem={isBackwards ? t('audit.filters.backwards') : null}
        />
        <div className="audit-filter-buttons">
          <button type="submit" className="button primary">
            {t('audit.filters.submit')}
          </button>
          {isFiltered ? (
            <Link to="/audit" className="button">
              {t('audit.filters.clear')}
            </Link>
          ) : null}
        </div>
      </form>
    </search>
  );
}
