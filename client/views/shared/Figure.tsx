// One large figure with its label, its unit and the small line that says of what.
import type { ReactNode } from 'react';

interface FigureProps {
  id: string;
  label: string;
  /** As people read it. */
  text: string;
  /** The same number without grouping or unit, for programs. */
  value: string | number;
  unit?: string;
  tone?: 'plain' | 'amber';
  children?: ReactNode;
}

export function Figure({ id, label, text, value, unit, tone = 'plain', children }: FigureProps) {
  return (
    <div className="figure" data-tone={tone}>
      <span className="figure-label">{label}</span>
      <b className="figure-value">
        <span data-testid={id} data-value={value}>
          {text}
        </span>
        {unit ? <small>{unit}</small> : null}
      </b>
      {children}
    </div>
  );
}
