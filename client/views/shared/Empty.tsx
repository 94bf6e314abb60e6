// A designed emptiness: what is not there, and what to do about it.
import type { ReactNode } from 'react';

export function Empty({ text, next, children }: { text: string; next?: string; children?: ReactNode }) {
  return (
    <div className="empty" data-testid="empty">
      <p className="empty-text">{text}</p>
      {next ? <p>{next}</p> : null}
      {children}
    </div>
  );
}
