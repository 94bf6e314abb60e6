// A new password: the present one, the new one, and the new one again, since nobody sees what they type.
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changePassword } from '../../api/account.js';
import { useSessionContext } from '../../state/sessionContext.js';
import { useAction } from '../../state/useAction.js';
import { RefusalLine } from '../shared/RefusalLine.js';
import { TextField } from '../shared/TextField.js';

/** As the contract has it; its schema would bring a library along. */
const shortest = 10;

interface PasswordFormProps {
  email: string;
  currentLabel: string;
  onChanged?: () => void;
}

type Problems = Partial<Record<'current' | 'next' | 'again', 'required' | 'tooShort' | 'same' | 'differs'>>;

function check(current: string, next: string, again: string): Problems {
  if (current === '') return { current: 'required' };
  if (next.length < shortest) return { next: 'tooShort' };
  if (next === current) return { next: 'same' };
  return next === again ? {} : { again: 'differs' };
}

export function PasswordForm({ email, currentLabel, onChanged }: PasswordFormProps) {
  const { t } = useTranslation();
  const { ask } = useSessionContext();
  const action = useAction();
  const [problems, setProblems] = useState<Problems>({});
  const problem = (name: keyof Problems) => {
    const found = problems[name];
    return found ? t(`account.password.problem.${found}`, { n: shortest }) : null;
  };
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (action.isBusy) return;
    const element = event.currentTarget;
    const form = new FormData(element);
    const [current, next, again] = ['current', 'next', 'again'].map((name) => String(form.get(name) ?? ''));
    if (current === undefined || next === undefined || again === undefined) return;
    const found = check(current, next, again);
    setProblems(found);
    const [first] = Object.keys(found);
    if (first) return element.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
    if (!(await action.run(() => changePassword({ current, next })))) return;
    element.reset();
    onChanged?.();
    await ask();
  };
  return (
    <form className="form" onSubmit={(event) => void submit(event)} noValidate>
      {/* Password managers want to know whose password it is. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <TextField
        label={currentLabel}
        name="current"
        type="password"
        autoComplete="current-password"
        problem={problem('current')}
      />
      <TextField
        label={t('account.password.next')}
        hint={t('account.password.hint', { n: shortest })}
        name="next"
        type="password"
        autoComplete="new-password"
        problem={problem('next')}
      />
      <TextField
        label={t('account.password.again')}
        name="again"
        type="password"
        autoComplete="new-password"
        problem={problem('again')}
      />
      <RefusalLine refusal={action.refusal} />
      <button className="button primary" type="submit" aria-busy={action.isBusy}>
        {t(action.isBusy ? 'shared.saving' : 'account.password.submit')}
      </button>
    </form>
  );
}
