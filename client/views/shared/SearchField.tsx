// A search that follows the typing: what was typed counts once the hand rests.
import { useEffect, useRef, useState } from 'react';
import { Field } from './Field.js';

const restMs = 250;

interface SearchFieldProps {
  label: string;
  value: string;
  onSearch: (value: string) => void;
}

export function SearchField({ label, value, onSearch }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  const told = useRef(value);
  // The address may change by other means: back, or a link.
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => {
    const wanted = typed.trim();
    if (wanted === told.current) return;
    const timer = setTimeout(() => {
      told.current = wanted;
      onSearch(wanted);
    }, restMs);
    return () => clearTimeout(timer);
  }, [typed, onSearch]);
  return (
    <Field label={label}>
      {(wiring) => <input type="search" {...wiring} value={typed} onChange={(event) => setTyped(event.target.value)} />}
    </Field>
  );
}
