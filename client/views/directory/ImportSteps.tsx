// Where in the three steps of an import one is.
import { useDeskWords } from '../../words/useDeskWords.js';
import type { ImportState } from './useImport.js';

const steps = ['file', 'check', 'done'] as const;
const stepOf: Record<ImportState['step'], (typeof steps)[number]> = {
  file: 'file',
  checking: 'check',
  checked: 'check',
  importing: 'done',
  done: 'done',
};

export function ImportSteps({ step }: { step: ImportState['step'] }) {
  const { t } = useDeskWords();
  return (
    <ol className="steps">
      {steps.map((name) => (
        <li key={name} aria-current={stepOf[step] === name ? 'step' : undefined}>
          {t(`directory.import.steps.${name}`)}
        </li>
      ))}
    </ol>
  );
}
