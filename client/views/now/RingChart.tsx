// One clause's ring: the whole circle is every answered call, so that doubt is seen and never hidden in a rounding.
import type { ClauseFigures } from '../../../server/contract/metricsView.js';
import { bandPath, type Part, ringArcs } from './ringArcs.js';

const size = 288;
const stroke = 28;
const radius = size / 2 - stroke / 2 - 8;
/** Not met is wider, so that it is found without colour; it grows outwards, away from the figure inside. */
const failExtra = 12;

export function RingChart({ figures, label }: { figures: ClauseFigures | null; label: string }) {
  const parts: [Part, number][] = figures
    ? [
        ['pass', figures.pass],
        ['fail', figures.fail],
        ['uncertain', figures.uncertain],
        ['unmeasured', figures.unmeasured],
        ['withoutEvidence', figures.withoutEvidence],
      ]
    : [];
  const arcs = ringArcs(parts);
  return (
    <svg className="ring-chart" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      {arcs.length === 0 ? (
        <circle className="ring-empty" cx={size / 2} cy={size / 2} r={radius} strokeWidth={stroke} />
      ) : null}
      {arcs.map((arc) => (
        <path
          key={arc.part}
          className={`ring-${arc.part}`}
          fillRule="evenodd"
          d={
            arc.part === 'fail'
              ? bandPath(size / 2, radius + failExtra / 2, stroke + failExtra, arc)
              : bandPath(size / 2, radius, stroke, arc)
          }
        />
      ))}
    </svg>
  );
}
