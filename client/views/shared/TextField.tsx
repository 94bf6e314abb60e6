// The field that most forms are made of: one line of text.
import type { InputHTMLAttributes, RefObject } from 'react';
import { Field } from './Field.js';

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'id'> {
  label: string;
  name: string;
  hint?: string | undefined;
  problem?: string | null | undefined;
  input?: RefObject<HTMLInputElement | null>;
}

export function TextField({ label, hint, problem, input, ...attributes }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(wiring) => <input type="text" {...attributes} {...wiring} ref={input} />}
    </Field>
  );
}
