// The last step before an import: a reason, and the button that does it.
import { type SyntheticEvent, useState } from 'react';
import type { Refusal } from '../../api/request.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { RefusalLine } from '../shared/RefusalLine.js';
import { TextField } from '../shared/TextField.js';

interface ImportConfirmProps {
  refusal: Refusal | null;
  onTake: (reason: string) => void;
  onCheckAgain: () => void;
}

export function ImportConfirm({ refusal, onTake, onCheckAgain }: ImportConfirmProps) {
  const { t } = useDeskWords();
  const [isMissing, setMissing] = useState(false);
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim();
    setMissing(reason === '');
    if (reason !== '') onTake(reason);
  };
  // The directory is no longer the one that the report was made against.
  const isOutdated = refusal?.status === 409;
  return (
    <form className="import-confirm" onSubmit={submit} noValidate>
      <TextField
        label={t('directory.import.reason')}
        name="reason"
        hint={t('directory.import.reasonHint')}
        problem={isMissing ? t('shared.required') : null}
        maxLength={500}
        autoComplete="off"
        required
      />
      {isOutdated ? (
        <p className="refusal" role="alert">
          {t('directory.import.meanwhile')}{' '}
          <button type="button" className="word-button" onClick={onCheckAgain}>
            {t('directory.import.again')}
          </button>
        </p>
      ) : (
        <RefusalLine refusal={refusal} />
      )}
      <button type="submit" className="button primary">
        {t('directory.import.submit')}
      </button>
    </form>
  );
}
