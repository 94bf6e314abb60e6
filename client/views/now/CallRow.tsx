// One call that needs someone: why, where, its strip, and for how long.
import { memo } from 'react';
import type { CallInNeed } from '../../state/attention.js';
import { useBoard } from '../../state/boardHooks.js';
import { useWords } from '../../words/useWords.js';
import { departmentName } from '../shared/departmentName.js';
import { CallStrip } from '../strip/CallStrip.js';
import { Elapsed } from './Elapsed.js';

function CallRowView({ call, need, since, provisional }: CallInNeed) {
  const { t, language } = useWords();
  const { settings } = useBoard();
  if (!settings) return null;
  const minutes = Math.round(settings.rule.protectionSeconds / 60);
  return (
    <li className="call-row" data-testid="call-row" data-sid={call.sid} data-need={need} data-provisional={provisional}>
      <span className="call-need">
        {need === 'ring' ? <i className={provisional ? 'sign-fail open' : 'sign-fail'} aria-hidden="true" /> : null}
        {t(`rows.${need}`, { m: minutes })}
      </span>
      <b className="call-department">
        {departmentName(settings, call.departmentId, language) ?? t('rows.unknownDepartment')}
      </b>
      <CallStrip call={call} rule={settings.rule} />
      <span className="call-time">
        <Elapsed since={since} />
      </span>
    </li>
  );
}

export const CallRow = memo(
  CallRowView,
  (a, b) => a.call === b.call && a.need === b.need && a.since === b.since && a.provisional === b.provisional,
);
