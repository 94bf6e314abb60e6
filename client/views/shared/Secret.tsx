// Something shown this once only: large enough to read out, in groups, with a button that copies it.
import { type ReactNode, useState } from 'react';
import { useDeskWords } from '../../words/useDeskWords.js';

interface SecretProps {
  label: string;
  /** What is copied. */
  text: string;
  /** How it is shown, if that differs. */
  children?: ReactNode;
  testId?: string;
}

export function Secret({ label, text, children, testId }: SecretProps) {
  const { t } = useDeskWords();
  const [copied, setCopied] = useState<'yes' | 'no' | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied('yes');
    } catch {
      // Without https, or where the browser forbids it, a hand has to do it.
      setCopied('no');
    }
  };
  return (
    <div className="secret">
      <p className="secret-label">{label}</p>
      <output className="secret-text" data-testid={testId}>
        {children ?? text}
      </output>
      <button type="button" className="button" onClick={() => void copy()}>
        {t('shared.copy')}
      </button>
      <p className="secret-said" role="status">
        {copied === null ? null : t(copied === 'yes' ? 'shared.copied' : 'shared.copyFailed')}
      </p>
    </div>
  );
}
