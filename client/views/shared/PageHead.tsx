// The head of a desk screen: its name, what it is for in one line, and what can be done on it.
import { type ReactNode, useEffect } from 'react';
import { useDeskWords } from '../../words/useDeskWords.js';

interface PageHeadProps {
  title: string;
  lead?: string;
  children?: ReactNode;
}

export function PageHead({ title, lead, children }: PageHeadProps) {
  const { t } = useDeskWords();
  useEffect(() => {
    document.title = `${title} · ${t('product')}`;
  }, [title, t]);
  return (
    <header className="page-head">
      <div>
        {/* Takes the focus after a change of screen, so that a screen reader says where one is. */}
        <h1 tabIndex={-1}>{title}</h1>
        {lead ? <p>{lead}</p> : null}
      </div>
      {children ? <div className="page-actions">{children}</div> : null}
    </header>
  );
}
