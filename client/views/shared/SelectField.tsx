// A field that offers a few known choices.
import type { SelectHTMLAttributes } from 'react';
import { Field } from './Field.js';

interface SelectFieldProps extends Omit<SelectHTMLAttributes<HTMLSelectElement>, 'id'> {
  label: string;
  hint?: string | undefined;
  problem?: string | null | undefined;
  choices: readonly { value: string; label: string }[];
}

export function SelectField({ label, hint, problem, choices, ...attributes }: SelectFieldProps) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(wiring) => (
        <select {...attributes} {...wiring}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
