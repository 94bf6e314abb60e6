// The middle of the strip: the talk bar towards 3:00 and past it, with notches for hand-overs and a hook for cover.
import { bar, type StripShape, stripSize } from './stripShape.js';

const middle = stripSize.height / 2;
const thick = 20;
const top = middle - thick / 2;

function Notch({ x }: { x: number }) {
  return (
    <g>
      <path className="strip-ink" d={`M${x - 8} ${top - 4} h16 L${x} ${top + 8} Z`} />
      <rect className="strip-gap" x={x - 1} y={top + 6} width="2" height={thick - 6} />
    </g>
  );
}

export function StripTalk({ shape, cover }: { shape: StripShape; cover: boolean }) {
  const { talk } = shape;
  return (
    <g>
      <rect className="strip-track" x={bar.from} y={top} width={bar.to - bar.from} height={thick} rx={thick / 2} />
      {talk ? (
        <>
          <rect
            className="strip-talk"
            x={bar.from}
            y={top}
            width={Math.max(thick, talk.within - bar.from)}
            height={thick}
            rx={thick / 2}
          />
          <rect className="strip-past" x={bar.mark} y={top} width={Math.max(0, talk.past - bar.mark)} height={thick} />
          <rect
            className="strip-protection"
            x={talk.past}
            y={top}
            width={Math.max(0, talk.protection - talk.past)}
            height={thick}
          />
          {shape.notches.map((x) => (
            <Notch key={x} x={x} />
          ))}
        </>
      ) : null}
      {cover ? <path className="strip-hook" d={`M${bar.from + 1} 2 v7 q0 7 8 7 h10`} /> : null}
      <rect className="strip-ink" x={bar.mark - 1} y={middle - 22} width="2" height="44" />
    </g>
  );
}
