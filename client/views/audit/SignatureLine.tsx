// Where a person signs on paper: name, signature and date, each over a line.
import { useDeskWords } from '../../words/useDeskWords.js';

export function SignatureLine({ label }: { label: string }) {
  const { t } = useDeskWords();
  return (
    <div className="signature">
      <span>{label}</span>
      <span>{t('audit.sheet.signature')}</span>
      <span>{t('audit.sheet.signDate')}</span>
    </div>
  );
}
