// A link to one of our own screens: it changes the address without loading the page again.
import type { MouseEvent, ReactNode } from 'react';
import { go } from '../../address/address.js';

interface LinkProps {
  to: string;
  className?: string;
  /** The screen that is open now. */
  isCurrent?: boolean;
  children: ReactNode;
}

export function Link({ to, className, isCurrent = false, children }: LinkProps) {
  const onClick = (event: MouseEvent) => {
    // A new tab or window is the browser's business.
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a href={to} className={className} onClick={onClick} aria-current={isCurrent ? 'page' : undefined}>
      {children}
    </a>
  );
}
