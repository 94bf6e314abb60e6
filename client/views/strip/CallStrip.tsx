// The strip of one live call; it ticks by itself and draws nothing else anew.
import { useTranslation } from 'react-i18next';
import type { BoardSettings } from '../../../server/contract/boardSettings.js';
import type { LiveCallView } from '../../../server/contract/callView.js';
import { useTick } from '../../state/boardHooks.js';
import { minutesSeconds } from '../../words/format.js';
import { StripBells } from './StripBells.js';
import { StripTalk } from './StripTalk.js';
import { stripShape, stripSize } from './stripShape.js';

interface CallStripProps {
  call: LiveCallView;
  rule: BoardSettings['rule'];
}

const closingDots = [852, 881, 910] as const;

export function CallStrip({ call, rule }: CallStripProps) {
  const { t } = useTranslation();
  // Bells must light on time; a talk bar that moves by whole seconds is smooth enough at 3 minutes' length.
  const now = useTick(({ board }) => {
    if (call.talkingSince === null) return board;
    const since = Date.parse(call.talkingSince);
    return since + Math.floor((board - since) / 1000) * 1000;
  });
  const shape = stripShape(call, rule, now);
  const words = [
    shape.ringCount === null ? t('strip.bellsUnknown') : t('strip.bells', { n: shape.ringCount }),
    ...(shape.talkSeconds === null ? [] : [t('strip.talk', { time: minutesSeconds(shape.talkSeconds) })]),
    ...(call.cover ? [t('strip.cover')] : []),
    ...(shape.notches.length > 0 ? [t('strip.transfers', { n: shape.notches.length })] : []),
  ];
  return (
    <svg
      className="strip"
      viewBox={`0 0 ${stripSize.width} ${stripSize.height}`}
      preserveAspectRatio="xMinYMid meet"
      role="img"
      aria-label={words.join(', ')}
    >
      <StripBells shape={shape} />
      <StripTalk shape={shape} cover={call.cover} />
      {closingDots.map((x) => (
        <circle key={x} className="strip-track" cx={x} cy={stripSize.height / 2} r="9" />
      ))}
    </svg>
  );
}
