// Several rows may describe one department or one official: what they say is gathered, and must agree.
import type { Column } from './columns.js';
import type { Problems, Row } from './readTable.js';

export interface Gathered {
  id: string;
  /** Of the first row that names it. */
  line: number;
  /** By column: what is said and where; an empty text where every row leaves it empty. */
  cells: Map<Column, { text: string; line: number }>;
}

export interface Gathering {
  add(row: Row): void;
  all(): Gathered[];
}

/** Where one row says nothing, another may. */
export function collectCells(key: Column, columns: readonly Column[], problems: Problems): Gathering {
  const gathered = new Map<string, Gathered>();
  return {
    all: () => [...gathered.values()],
    add({ line, cells }) {
      const id = cells.get(key) ?? '';
      const known = gathered.get(id) ?? { id, line, cells: new Map() };
      gathered.set(id, known);
      for (const column of columns) {
        const text = cells.get(column);
        if (text === undefined) continue;
        const said = known.cells.get(column);
        if (!said || said.text === '') known.cells.set(column, { text, line });
        else if (text !== '' && text !== said.text) problems.add(line, column, 'described-differently', id, said.line);
      }
    },
  };
}
