// Measured figures of a proof: printed, and collected by `npm run prove` for its dated page.
import { appendFileSync } from 'node:fs';

export function report(what: string, figure: string): void {
  process.stdout.write(`${what}: ${figure}\n`);
  const file = process.env['PROVE_REPORT'];
  if (file) appendFileSync(file, `${JSON.stringify({ what, figure })}\n`);
}

/** The value below which `share` of the samples lie. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
