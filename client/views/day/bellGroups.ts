// Offered calls by the bell at which a person answered: pure.
import type { Figures } from '../../../server/contract/metricsView.js';

export interface BellGroup {
  group: '1' | '2' | '3' | '4' | '5' | 'unknown' | 'none';
  count: number;
}

/** Groups in the order of waiting, without the empty ones; together they are the offered calls. */
export function bellGroups(
  figures: Pick<Figures, 'ringCounts' | 'ringCountUnknown' | 'offered' | 'answered'>,
): BellGroup[] {
  const [one, two, three, four, five] = figures.ringCounts;
  const groups: BellGroup[] = [
    { group: '1', count: one },
    { group: '2', count: two },
    { group: '3', count: three },
    { group: '4', count: four },
    { group: '5', count: five },
    { group: 'unknown', count: figures.ringCountUnknown },
    { group: 'none', count: figures.offered - figures.answered },
  ];
  return groups.filter(({ count }) => count > 0);
}
