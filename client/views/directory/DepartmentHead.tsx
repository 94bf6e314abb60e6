// The head of a department: bureau, whether it is open now, its hours and its lunch.
import type { DepartmentPageView } from '../../../server/contract/directory.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { useDirectoryWords } from './useDirectoryWords.js';

interface DepartmentHeadProps {
  department: DepartmentPageView;
  /** null for those who may not. */
  onEdit: (() => void) | null;
}

export function DepartmentHead({ department, onEdit }: DepartmentHeadProps) {
  const { t, format } = useDeskWords();
  const words = useDirectoryWords();
  const { hours, cityHours, formerSince, isOpen } = department;
  return (
    <header className="department-head">
      <p className="quiet">{words.name(department.bureau)}</p>
      <h2>{words.name(department.name)}</h2>
      {formerSince === null ? (
        <>
          <p className="open-sign" data-open={isOpen} data-testid="is-open">
            <i aria-hidden="true" />
            {t(isOpen ? 'directory.open' : 'directory.closed')}
          </p>
          <dl className="department-hours">
            <div>
              <dt>{t('directory.department.hours')}</dt>
              <dd>
                {words.week(hours ?? cityHours)}{' '}
                <span className="quiet">
                  {t(hours ? 'directory.department.hoursOwn' : 'directory.department.hoursCity')}
                </span>
              </dd>
            </div>
            <div>
              <dt>{t('directory.department.lunch')}</dt>
              <dd>{words.lunch(department)}</dd>
            </div>
          </dl>
          {onEdit ? (
            <button type="button" className="button" onClick={onEdit}>
              {t('directory.department.edit')}
            </button>
          ) : null}
        </>
      ) : (
        <p className="audit-note">
          {t('directory.department.former', { at: format.dateTime(Date.parse(formerSince)) })}
        </p>
      )}
    </header>
  );
}
