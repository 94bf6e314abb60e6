// Departments that need help: enough judged calls, and the whole 95 % interval under the target (SCREENS.md).
import type { BoardSettings } from '../../server/contract/boardSettings.js';
import type { DepartmentFigures } from '../../server/contract/metricsView.js';
import type { ClauseName } from '../../server/contract/result.js';
import { wilson } from './wilson.js';

/** Fewer judged calls than this say nothing about a department. */
export const leastJudged = 20;

export interface SupportCase {
  departmentId: string;
  clause: ClauseName;
  pass: number;
  judged: number;
  lo: number;
  hi: number;
  target: number;
}

const clauses: readonly ClauseName[] = ['ring', 'talk', 'closing'];

/** Widest distance between interval and target first. */
export function needsSupport(departments: DepartmentFigures[], targets: BoardSettings['targets']): SupportCase[] {
  const found: SupportCase[] = [];
  for (const { id, figures } of departments) {
    for (const clause of clauses) {
      const { pass, judged } = figures[clause];
      if (judged < leastJudged) continue;
      const { lo, hi } = wilson(pass, judged);
      const target = targets[clause];
      if (hi < target) found.push({ departmentId: id, clause, pass, judged, lo, hi, target });
    }
  }
  return found.sort((a, b) => b.target - b.hi - (a.target - a.hi) || a.departmentId.localeCompare(b.departmentId));
}

/** Whether any department has enough judged calls to be looked at. */
export function anyJudgedEnough(departments: DepartmentFigures[]): boolean {
  return departments.some(({ figures }) => clauses.some((clause) => figures[clause].judged >= leastJudged));
}
