// The left of the strip: three bells, each lit when its ring starts, the third as a triangle once the limit is passed.
import type { Bell, StripShape } from './stripShape.js';
import { stripSize } from './stripShape.js';

const middle = stripSize.height / 2;
const places = [16, 57, 98] as const;

function triangle(x: number, half: number): string {
  return `M${x} ${middle - half} L${x + half} ${middle + half * 0.82} L${x - half} ${middle + half * 0.82} Z`;
}

function StripBell({ bell, x }: { bell: Bell; x: number }) {
  switch (bell) {
    case 'off':
      return <circle className="bell-off" cx={x} cy={middle} r="13.2" />;
    case 'lit':
      return <circle className="bell-lit" cx={x} cy={middle} r="14.4" />;
    case 'late':
      return <circle className="bell-late" cx={x} cy={middle} r="14.4" />;
    case 'provisional':
      return <path className="bell-provisional" d={triangle(x, 17)} />;
    case 'breach':
      return <path className="bell-breach" d={triangle(x, 19.4)} />;
    case 'doubt':
      return (
        <rect
          className="bell-doubt"
          x={x - 11}
          y={middle - 11}
          width="22"
          height="22"
          transform={`rotate(45 ${x} ${middle})`}
        />
      );
    case 'unknown':
      return (
        <>
          <circle className="bell-unknown" cx={x} cy={middle} r="13.2" />
          <text className="bell-question" x={x} y={middle + 7} textAnchor="middle">
            ?
          </text>
        </>
      );
  }
}

export function StripBells({ shape }: { shape: StripShape }) {
  const isLate = shape.bells[2] === 'breach' || shape.bells[2] === 'provisional';
  return (
    <g>
      {places.map((x, index) => (
        <StripBell key={x} bell={shape.bells[index] ?? 'off'} x={x} />
      ))}
      {shape.more > 0 ? (
        <text className={isLate ? 'bell-more late' : 'bell-more'} x="124" y={middle + 10}>
          +{shape.more}
        </text>
      ) : null}
    </g>
  );
}
