// Top of every live screen: whose board, whether it is live, how old its data are, and the city's clock.
import { useEffect, useState } from 'react';
import type { Page } from '../../options/boardOptions.js';
import { useBoard, useTick } from '../../state/boardHooks.js';
import type { Connection } from '../../state/boardTime.js';
import { useWords } from '../../words/useWords.js';
import { departmentName } from '../shared/departmentName.js';
import { Mark } from '../shared/Mark.js';

export function BoardHeader({ page }: { page: Page }) {
  const { t, language, format } = useWords();
  const { settings, department } = useBoard();
  const place = settings?.city[language] ?? '';
  const watched = department === undefined ? null : (departmentName(settings, department, language) ?? department);
  const clock = useTick(({ wall }) => format.clock(wall));
  useEffect(() => {
    document.title = place === '' ? t('title.documentPlain') : t('title.document', { place: watched ?? place });
  }, [place, watched, t]);
  const title =
    watched === null
      ? t(page === 'now' ? 'title.now' : 'title.day', { place })
      : t(page === 'now' ? 'title.nowDepartment' : 'title.dayDepartment', { department: watched });
  return (
    <header className="board-header">
      <Mark />
      <h1>{place === '' ? t('product') : title}</h1>
      <div className="board-state">
        <ConnectionLight />
        <time className="clock" data-testid="clock" data-value={settings ? clock : '—'}>
          {settings ? clock : '--:--'}
        </time>
      </div>
    </header>
  );
}

function ConnectionLight() {
  const { t, format } = useWords();
  const { settings, store, hasNoDepartment } = useBoard();
  const connection = useTick((time) => time.connection);
  const age = useTick(({ ageMs }) => (ageMs === null ? null : Math.floor(ageMs / 1000)));
  const at = store.state().at;
  const since = at === null || !settings ? '' : t('connection.since', { time: format.clockSeconds(at) });
  const ageText = age === null ? '' : t(...ageWords(age));
  return (
    <div className="connection" data-testid="connection" data-state={connection}>
      <i className="lamp" aria-hidden="true" />
      <span>
        {t(hasNoDepartment && connection === 'connecting' ? 'connection.noDepartment' : `connection.${connection}`)}
      </span>
      {age === null ? null : (
        <span className="data-age" data-testid="data-age" data-value={age}>
          {connection === 'stale' ? `${since} · ${ageText}` : ageText}
        </span>
      )}
      <ConnectionVoice connection={connection} at={at === null || !settings ? '' : format.clockSeconds(at)} />
    </div>
  );
}

function ageWords(
  seconds: number,
): ['connection.age' | 'connection.ageMinutes' | 'connection.ageHours', { n: number }] {
  if (seconds < 60) return ['connection.age', { n: seconds }];
  if (seconds < 3600) return ['connection.ageMinutes', { n: Math.floor(seconds / 60) }];
  return ['connection.ageHours', { n: Math.floor(seconds / 3600) }];
}

/** Says a change of connection once, for those who do not see the colours go. */
function ConnectionVoice({ connection, at }: { connection: Connection; at: string }) {
  const { t } = useWords();
  const [said, setSaid] = useState<{ connection: Connection; at: string } | null>(null);
  const isNews =
    connection === 'stale' ? said?.connection !== 'stale' : connection === 'live' && said?.connection === 'stale';
  if (isNews) setSaid({ connection, at });
  return (
    <span className="unseen" role="status" aria-live="assertive" data-testid="connection-said">
      {said ? t(said.connection === 'stale' ? 'connection.saidStale' : 'connection.saidLive', { time: said.at }) : ''}
    </span>
  );
}
