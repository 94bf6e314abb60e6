// The figures of one local day: the city's, each hour's and each department's, folded from contributions.
import type { DepartmentFigures, Figures, HourFigures } from '../contract/metricsView.js';
import type { Contribution } from './contribution.js';
import { figuresOf } from './figuresOf.js';
import { emptyTally, type Tally, tally } from './tally.js';

interface Scope {
  whole: Tally;
  hours: Map<number, Tally>;
}

const emptyScope = (): Scope => ({ whole: emptyTally(), hours: new Map() });

function known<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

/** Calls of other dates pass through it without a trace. */
export class DayFigures {
  readonly #city = emptyScope();
  readonly #departments = new Map<string, Scope>();

  constructor(
    readonly date: string,
    private readonly serviceLevelSeconds: number,
  ) {}

  replace(before: Contribution | null, after: Contribution | null): void {
    this.#fold(before, null);
    this.#fold(null, after);
  }

  #fold(before: Contribution | null, after: Contribution | null): void {
    const one = before ?? after;
    if (one?.date !== this.date) return;
    const scopes =
      one.departmentId === null ? [this.#city] : [this.#city, known(this.#departments, one.departmentId, emptyScope)];
    for (const scope of scopes) {
      tally(scope.whole, before, after);
      tally(known(scope.hours, one.hour, emptyTally), before, after);
    }
  }

  #scope(departmentId: string | undefined): Scope {
    return departmentId === undefined ? this.#city : (this.#departments.get(departmentId) ?? emptyScope());
  }

  figures(departmentId?: string): Figures {
    return figuresOf(this.#scope(departmentId).whole, this.serviceLevelSeconds);
  }

  hours(departmentId?: string): HourFigures[] {
    return [...this.#scope(departmentId).hours]
      .sort(([a], [b]) => a - b)
      .map(([hour, counts]) => {
        const { offered, answered, dispositions } = figuresOf(counts, this.serviceLevelSeconds);
        return { hour, offered, answered, abandoned: dispositions.abandoned };
      })
      .filter(({ offered }) => offered > 0);
  }

  /** Departments with a settled call on this day. */
  departmentIds(): string[] {
    return [...this.#departments].filter(([, scope]) => scope.whole.counters.size > 0).map(([id]) => id);
  }

  departmentRow(id: string, now: { ringing: number; talking: number }): DepartmentFigures {
    return { id, ...now, figures: this.figures(id) };
  }
}
