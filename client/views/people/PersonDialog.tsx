// One person: role and departments, whether they may sign in at all, and the ways back in.
import { useCallback, useEffect, useState } from 'react';
import type { PersonView } from '../../../server/contract/person.js';
import { changePerson, readPeople } from '../../api/people.js';
import { useDesk } from '../../state/deskContext.js';
import { useAction } from '../../state/useAction.js';
import { useAsk } from '../../state/useAsk.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { FormDialog } from '../shared/FormDialog.js';
import { MadePassword } from './MadePassword.js';
import { SignInHelp } from './SignInHelp.js';
import { usePlaceFields } from './usePlaceFields.js';

interface PersonDialogProps {
  person: PersonView;
  onClose: () => void;
  onChanged: (person: PersonView) => void;
}

export function PersonDialog({ person, onClose, onChanged }: PersonDialogProps) {
  const { t } = useDeskWords();
  const { say, session } = useDesk();
  const action = useAction();
  const ask = useAsk();
  const place = usePlaceFields(person);
  const [isDisabled, setDisabled] = useState(person.state === 'disabled');
  const [made, setMade] = useState<string | null>(null);
  const isSelf = person.email === session.email;
  // A sign-in or a way back in changes the person too, and a change must name the newest revision.
  const refresh = useCallback(async () => {
    const answer = await ask(readPeople({ role: null, q: person.email }, null));
    const newest = answer.ok ? answer.body.items.find(({ id }) => id === person.id) : undefined;
    if (newest) onChanged(newest);
  }, [ask, person.id, person.email, onChanged]);
  useEffect(() => void refresh(), [refresh]);
  const save = async () => {
    const chosen = place.read();
    if (!chosen) return;
    const { id, revision } = person;
    const done = await action.run(() => changePerson(id, { revision, ...chosen, disabled: isDisabled }));
    if (!done) return;
    onChanged(done.body);
    say(t('people.changed', { email: person.email }));
    onClose();
  };
  if (made !== null) return <MadePassword email={person.email} password={made} onClose={onClose} />;
  return (
    <FormDialog
      title={person.email}
      submit={t('shared.save')}
      action={action}
      onSubmit={() => void save()}
      onClose={onClose}
      testId="person"
    >
      {place.fields}
      {isSelf ? null : (
        <label className="check">
          <input type="checkbox" checked={isDisabled} onChange={(event) => setDisabled(event.target.checked)} />
          <span>
            {t('people.disable')}
            <span className="under">{t('people.disableHint')}</span>
          </span>
        </label>
      )}
      <SignInHelp person={person} onChanged={refresh} onMade={setMade} />
    </FormDialog>
  );
}
