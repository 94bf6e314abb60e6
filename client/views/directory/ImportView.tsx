// The import of a whole directory: choose or drop a file, read the report of its check, then take it over for a reason.
import { useEffect, useRef } from 'react';
import { useDesk } from '../../state/deskContext.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Link } from '../shared/Link.js';
import { PageHead } from '../shared/PageHead.js';
import { directoryAddress } from './directoryAddress.js';
import { FileDrop } from './FileDrop.js';
import { ImportChanges } from './ImportChanges.js';
import { ImportConfirm } from './ImportConfirm.js';
import { ImportCounts } from './ImportCounts.js';
import { ImportDone } from './ImportDone.js';
import { ImportProblems } from './ImportProblems.js';
import { ImportSteps } from './ImportSteps.js';
import { useImport } from './useImport.js';

export function ImportView({ onImported }: { onImported: () => void }) {
  const { t, format } = useDeskWords();
  const { say } = useDesk();
  const { state, action, choose, checkAgain, take, startOver } = useImport();
  const body = useRef<HTMLDivElement>(null);
  const shown = useRef(state.step);
  // The button that led on is gone with its step.
  useEffect(() => {
    if (shown.current === state.step) return;
    shown.current = state.step;
    body.current?.focus();
  }, [state.step]);
  const onTake = async (reason: string) => {
    if (!(await take(reason))) return;
    say(t('directory.import.said'));
    onImported();
  };
  return (
    <div className="import" data-testid="import" data-step={state.step}>
      <PageHead title={t('directory.import.title')} lead={t('directory.import.lead')}>
        <Link to={directoryAddress} className="button">
          {t('directory.back')}
        </Link>
      </PageHead>
      <ImportSteps step={state.step} />
      <div ref={body} tabIndex={-1} className="import-body">
        {state.step === 'file' ? (
          <FileDrop problem={state.problem} refusal={action.refusal} onFiles={(files) => void choose(files)} />
        ) : (
          <p className="import-file">
            <b>{state.name}</b>{' '}
            {state.report ? t('directory.import.rows', { n: format.count(state.report.rows) }) : null}
            {state.step === 'checked' ? (
              <button type="button" className="word-button" onClick={startOver}>
                {t('directory.import.another')}
              </button>
            ) : null}
          </p>
        )}
        {state.step === 'checking' || state.step === 'importing' ? (
          <div className="import-progress" role="status">
            <p>{t(`directory.import.${state.step}`)}</p>
            <progress aria-label={t(`directory.import.${state.step}`)} />
          </div>
        ) : null}
        {state.step === 'checked' && state.report.problemCount > 0 ? <ImportProblems report={state.report} /> : null}
        {state.step === 'checked' && state.report.problemCount === 0 ? (
          <>
            <ImportCounts report={state.report} />
            <ImportChanges report={state.report} />
            {state.report.changeCount > 0 ? (
              <ImportConfirm
                refusal={action.refusal}
                onTake={(reason) => void onTake(reason)}
                onCheckAgain={() => void checkAgain()}
              />
            ) : null}
          </>
        ) : null}
        {state.step === 'done' ? <ImportDone report={state.report} /> : null}
      </div>
    </div>
  );
}
