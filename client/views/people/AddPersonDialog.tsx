// Adding a person: address, role and departments; then the made password, shown once.
import { useState } from 'react';
import type { NewPersonView } from '../../../server/contract/person.js';
import { addPerson } from '../../api/people.js';
import { useDesk } from '../../state/deskContext.js';
import { useAction } from '../../state/useAction.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { FormDialog } from '../shared/FormDialog.js';
import { TextField } from '../shared/TextField.js';
import { MadePassword } from './MadePassword.js';
import { usePlaceFields } from './usePlaceFields.js';

interface AddPersonDialogProps {
  onClose: () => void;
  onAdded: () => void;
}

export function AddPersonDialog({ onClose, onAdded }: AddPersonDialogProps) {
  const { t } = useDeskWords();
  const { say } = useDesk();
  const action = useAction();
  const [added, setAdded] = useState<NewPersonView | null>(null);
  const [isWrong, setWrong] = useState(false);
  const place = usePlaceFields({ role: 'supervisor', departmentIds: [], officialId: null });
  const add = async (form: FormData) => {
    const email = String(form.get('email') ?? '').trim();
    // The server decides what an address is; this only catches the slip of a hand.
    const looksRight = /^\S+@\S+\.\S+$/.test(email);
    setWrong(!looksRight);
    const chosen = place.read();
    if (!looksRight || !chosen) return;
    const done = await action.run(() => addPerson({ email, ...chosen }));
    if (!done) return;
    setAdded(done.body);
    onAdded();
  };
  const finish = () => {
    if (added) say(t('people.added', { email: added.person.email }));
    onClose();
  };
  if (added) return <MadePassword email={added.person.email} password={added.madePassword} onClose={finish} />;
  return (
    <FormDialog
      title={t('people.addTitle')}
      submit={t('people.addSubmit')}
      action={action}
      onSubmit={(form) => void add(form)}
      onClose={onClose}
      testId="add-person"
    >
      <TextField
        label={t('people.column.email')}
        name="email"
        type="email"
        inputMode="email"
        autoComplete="off"
        autoCapitalize="none"
        problem={isWrong ? t('people.emailProblem') : null}
      />
      {place.fields}
    </FormDialog>
  );
}
