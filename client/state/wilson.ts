// Wilson's score interval: honest for small counts and for shares near 0 or 1 (Wilson 1927, JASA 22:209).

const z95 = 1.959964;

/** The 95 % interval of a share, as fractions. `total` must be above 0. */
export function wilson(pass: number, total: number): { lo: number; hi: number } {
  const share = pass / total;
  const shrink = 1 + z95 ** 2 / total;
  const centre = (share + z95 ** 2 / (2 * total)) / shrink;
  const half = (z95 / shrink) * Math.sqrt((share * (1 - share)) / total + z95 ** 2 / (4 * total ** 2));
  return { lo: Math.max(0, centre - half), hi: Math.min(1, centre + half) };
}
