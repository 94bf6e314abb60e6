// Where a file is dropped or chosen.
import { type DragEvent, useId, useState } from 'react';
import type { Refusal } from '../../api/request.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { RefusalLine } from '../shared/RefusalLine.js';
import type { FileProblem } from './useImport.js';

interface FileDropProps {
  problem: FileProblem | null;
  /** Why the last check did not come about. */
  refusal: Refusal | null;
  onFiles: (files: FileList | null) => void;
}

export function FileDrop({ problem, refusal, onFiles }: FileDropProps) {
  const { t } = useDeskWords();
  const id = useId();
  const [isOver, setOver] = useState(false);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles(event.dataTransfer.files);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is for a mouse only; the input inside does the same for all.
    <div
      className="file-drop"
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <p className="file-drop-words">
        <span>{t('directory.import.drop')}</span>
        <input
          id={id}
          className="unseen"
          type="file"
          accept=".csv,text/csv"
          aria-describedby={`${id}-hint`}
          onChange={(event) => onFiles(event.target.files)}
        />
        <label className="button primary" htmlFor={id}>
          {t('directory.import.choose')}
        </label>
      </p>
      <p className="quiet" id={`${id}-hint`}>
        {t('directory.import.hint')}
      </p>
      <p className="refusal" role="alert">
        {problem ? t(`directory.import.${problem}`) : null}
      </p>
      <RefusalLine refusal={refusal} />
    </div>
  );
}
