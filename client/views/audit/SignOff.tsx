// A person signs the month off with a note; what was signed stands beside what is there now.
import { useRef, useState } from 'react';
import type { ReviewView } from '../../../server/contract/audit.js';
import { signOffReview } from '../../api/audit.js';
import { useDesk } from '../../state/deskContext.js';
import { useAction } from '../../state/useAction.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Field } from '../shared/Field.js';
import { RefusalLine } from '../shared/RefusalLine.js';
import { SignatureLine } from './SignatureLine.js';
import { SignOffLog } from './SignOffLog.js';
import { useMonthName } from './useMonthName.js';

interface SignOffProps {
  review: ReviewView;
  zone: string;
  onSigned: (review: ReviewView) => void;
  onReload: () => void;
}

export function SignOff({ review, zone, onSigned, onReload }: SignOffProps) {
  const { t } = useDeskWords();
  const { say } = useDesk();
  const monthName = useMonthName();
  const action = useAction();
  const [isMissing, setMissing] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const submit = async (form: FormData) => {
    const note = String(form.get('note') ?? '').trim();
    setMissing(note.length < 2);
    if (note.length < 2) return;
    const answer = await action.run(() => signOffReview(review.month, { note, head: review.head }));
    if (!answer) return;
    say(t('review.sign.done', { month: monthName(review.month) }));
    onSigned(answer.body);
    // The form is gone: what was signed is read next.
    heading.current?.focus();
  };
  const isOutdated = action.refusal?.status === 409;
  return (
    <section className="review-sign" aria-labelledby="review-sign">
      <h3 id="review-sign" ref={heading} tabIndex={-1}>
        {t('review.sign.heading')}
      </h3>
      {review.signOffs.length > 0 ? <SignOffLog review={review} zone={zone} /> : null}
      {review.state === 'running' ? <p>{t('review.sign.running')}</p> : null}
      {review.state === 'open' || review.state === 'changed' ? (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!action.isBusy) void submit(new FormData(event.currentTarget));
          }}
        >
          <p>{t(review.state === 'changed' ? 'review.sign.again' : 'review.sign.lead')}</p>
          <Field
            label={t('review.sign.note')}
            hint={t('review.sign.noteHint')}
            problem={isMissing ? t('shared.required') : null}
          >
            {(wiring) => <textarea name="note" rows={3} maxLength={500} required {...wiring} />}
          </Field>
          {isOutdated ? (
            <p className="refusal" role="alert">
              {t('review.sign.outdated')}{' '}
              <button type="button" className="word-button" onClick={onReload}>
                {t('frame.reload')}
              </button>
            </p>
          ) : (
            <RefusalLine refusal={action.refusal} />
          )}
          <button type="submit" className="button primary" aria-busy={action.isBusy}>
            {t(action.isBusy ? 'review.sign.busy' : 'review.sign.submit')}
          </button>
        </form>
      ) : null}
      <div className="on-paper">
        <SignatureLine label={t('review.sign.line')} />
      </div>
    </section>
  );
}
