// Open sessions as rows: whose, where, since when, and a way to end each but one's own.
import type { SessionRowView } from '../../../server/contract/session.js';
import { Table } from '../shared/Table.js';
import { type SessionColumns, useSessionColumns } from './useSessionColumns.js';

interface SessionTableProps extends SessionColumns {
  caption: string;
  sessions: readonly SessionRowView[];
}

export function SessionTable({ caption, sessions, ...choice }: SessionTableProps) {
  const columns = useSessionColumns(choice);
  return <Table caption={caption} columns={columns} rows={sessions} rowKey={(row) => row.id} rowTestId="session-row" />;
}
