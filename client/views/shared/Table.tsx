// A table that a phone shows as a list: each cell then carries its column's name.
import type { ReactNode } from 'react';

export interface Column<Row> {
  key: string;
  label: string;
  render: (row: Row) => ReactNode;
  /** Figures stand at the end, under one another. */
  align?: 'end';
  /** The label is for screen readers only, as over a column of buttons. */
  isLabelHidden?: boolean;
}

interface TableProps<Row> {
  /** What the table holds, for screen readers. */
  caption: string;
  /** The first one names the row. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  rowTestId?: string;
  /** Rows that are out of use are written in the lighter ink. */
  isQuiet?: (row: Row) => boolean;
}

export function Table<Row>({ caption, columns, rows, rowKey, rowTestId, isQuiet }: TableProps<Row>) {
  return (
    <table className="table">
      <caption className="unseen">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ key, label, align, isLabelHidden }) => (
            <th key={key} scope="col" data-align={align}>
              {isLabelHidden ? <span className="unseen">{label}</span> : label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)} data-testid={rowTestId} data-id={rowKey(row)} data-quiet={isQuiet?.(row) || undefined}>
            {columns.map((column, at) => (
              <Cell key={column.key} column={column} row={row} isFirst={at === 0} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell<Row>({ column, row, isFirst }: { column: Column<Row>; row: Row; isFirst: boolean }) {
  if (isFirst) return <th scope="row">{column.render(row)}</th>;
  return (
    <td data-align={column.align} data-label={column.isLabelHidden ? undefined : column.label} data-column={column.key}>
      {/* One box, so that a phone can set it beside the column's name. */}
      <div>{column.render(row)}</div>
    </td>
  );
}
