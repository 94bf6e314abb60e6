// Geometry of a clause's ring: which arc each group of calls takes, and the path of an arc. Pure; angles in turns from 12 o'clock.
export type Part = 'pass' | 'fail' | 'uncertain' | 'unmeasured' | 'withoutEvidence';

export interface Arc {
  part: Part;
  /** Turns, 0 to 1, clockwise. */
  from: number;
  to: number;
}

// One call in ten thousand must still be seen.
const leastTurn = 0.006;
const gapTurn = 0.0022;

/** Arcs in the order given; groups without calls are left out. A single group has no gap and closes the circle. */
export function ringArcs(counts: readonly (readonly [Part, number])[]): Arc[] {
  const present = counts.filter(([, count]) => count > 0);
  const total = present.reduce((sum, [, count]) => sum + count, 0);
  if (present.length === 1) return present.map(([part]) => ({ part, from: 0, to: 1 }));
  const widths = present.map(([part, count]) => ({ part, turn: Math.max(leastTurn, count / total) }));
  const sum = widths.reduce((all, { turn }) => all + turn, 0);
  let at = 0;
  return widths.map(({ part, turn }) => {
    const from = at;
    at += turn / sum;
    return { part, from: from + gapTurn / 2, to: at - gapTurn / 2 };
  });
}

function point(centre: number, radius: number, turn: number): string {
  const angle = 2 * Math.PI * (turn - 0.25);
  return `${(centre + radius * Math.cos(angle)).toFixed(2)} ${(centre + radius * Math.sin(angle)).toFixed(2)}`;
}

/** Outline of a band `stroke` wide around `radius`. A whole turn is drawn as two circles (fill-rule evenodd). */
export function bandPath(centre: number, radius: number, stroke: number, { from, to }: Arc): string {
  const outer = radius + stroke / 2;
  const inner = radius - stroke / 2;
  if (to - from >= 1) {
    return [outer, inner]
      .map(
        (r) =>
          `M${point(centre, r, 0)} A${r} ${r} 0 1 1 ${point(centre, r, 0.5)} A${r} ${r} 0 1 1 ${point(centre, r, 0)} Z`,
      )
      .join(' ');
  }
  const large = to - from > 0.5 ? 1 : 0;
  return [
    `M${point(centre, outer, from)}`,
    `A${outer} ${outer} 0 ${large} 1 ${point(centre, outer, to)}`,
    `L${point(centre, inner, to)}`,
    `A${inner} ${inner} 0 ${large} 0 ${point(centre, inner, from)} Z`,
  ].join(' ');
}
