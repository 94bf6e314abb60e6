// The columns of a person: who, what they may see, how they sign in, and the button that opens them.
import type { PersonView } from '../../../server/contract/person.js';
import { useDesk } from '../../state/deskContext.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Email } from '../shared/Email.js';
import { Moment } from '../shared/Moment.js';
import { placesOf } from '../shared/placesOf.js';
import type { Column } from '../shared/Table.js';

/** @param onOpen absent for those who may only look. */
export function usePersonColumns(onOpen: ((person: PersonView) => void) | null): Column<PersonView>[] {
  const { t, language, format } = useDeskWords();
  const { settings } = useDesk();
  const state = ({ state, lockedUntil }: PersonView) =>
    state === 'locked' && lockedUntil
      ? t('people.state.lockedUntil', { time: format.clock(Date.parse(lockedUntil)) })
      : t(`people.state.${state}`);
  const columns: Column<PersonView>[] = [
    {
      key: 'email',
      label: t('people.column.email'),
      render: ({ email, mustChangePassword }) => (
        <>
          <Email address={email} />
          {mustChangePassword ? <span className="under">{t('people.madePassword')}</span> : null}
        </>
      ),
    },
    {
      key: 'role',
      label: t('people.column.role'),
      render: ({ role, departmentIds }) => (
        <>
          {t(`shell.role.${role}`)}
          {role === 'supervisor' ? (
            <span className="under">{placesOf(departmentIds, settings, language) ?? t('shared.city')}</span>
          ) : null}
        </>
      ),
    },
    {
      key: 'state',
      label: t('people.column.state'),
      render: (person) => <span data-state={person.state}>{state(person)}</span>,
    },
    {
      key: 'totp',
      label: t('people.column.totp'),
      render: ({ hasTotp }) => t(hasTotp ? 'people.totp.on' : 'people.totp.off'),
    },
    {
      key: 'lastSignInAt',
      label: t('people.column.lastSignInAt'),
      render: ({ lastSignInAt }) => <Moment at={lastSignInAt} isRecent />,
    },
  ];
  if (!onOpen) return columns;
  return [
    ...columns,
    {
      key: 'open',
      label: t('shared.actions'),
      isLabelHidden: true,
      align: 'end',
      render: (person) => (
        <button
          type="button"
          className="word-button"
          aria-label={t('people.openLabel', { email: person.email })}
          onClick={() => onOpen(person)}
        >
          {t('people.open')}
        </button>
      ),
    },
  ];
}
