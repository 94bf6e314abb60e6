// The export of the access record: one file, with what it says of itself and a hash of what arrived.
import type { AuditExport } from '../../server/contract/audit.js';
import type { ErrorView } from '../../server/contract/errorView.js';
import type { Answer } from './request.js';

export interface ExportedRecord {
  file: Blob;
  name: string;
  /** What the file's last line says; null when it did not arrive whole. */
  trailer: ExportTrailer | null;
  /** SHA-256, hexadecimal; null where the browser has no means for it, as without https. */
  hash: string | null;
}

export interface ExportTrailer {
  count: number;
  head: { seq: number; hash: string };
}

/** The record of months takes its time; a file that is still coming after this is better asked for in parts. */
const timeoutMs = 10 * 60_000;
/** More than any last line needs. */
const tailBytes = 4_096;

function asTrailer(line: string): ExportTrailer | null {
  try {
    const { count, head } = JSON.parse(line) as Partial<ExportTrailer>;
    return typeof count === 'number' && head && typeof head.seq === 'number' ? { count, head } : null;
  } catch {
    // Cut off in the middle of a line.
    return null;
  }
}

async function readTrailer(file: Blob): Promise<ExportTrailer | null> {
  const tail = await file.slice(Math.max(0, file.size - tailBytes)).text();
  return tail.endsWith('\n') ? asTrailer(tail.trimEnd().split('\n').at(-1) ?? '') : null;
}

async function hashOf(file: Blob): Promise<string | null> {
  if (!isSecureContext) return null;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The name that the server gives the file. */
const nameIn = (disposition: string | null) => /filename="?([^";]+)"?/.exec(disposition ?? '')?.[1];

export async function exportAudit(asked: AuditExport): Promise<Answer<ExportedRecord>> {
  try {
    const response = await fetch('/api/audit/export', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      signal: AbortSignal.timeout(timeoutMs),
      body: JSON.stringify(asked),
    });
    if (!response.ok) {
      const refused = (await response.json()) as Partial<ErrorView>;
      return { ok: false, status: response.status, code: refused.error?.code ?? null };
    }
    const file = await response.blob();
    const name = nameIn(response.headers.get('content-disposition')) ?? 'access-record.ndjson';
    return { ok: true, body: { file, name, trailer: await readTrailer(file), hash: await hashOf(file) } };
  } catch {
    // No answer, one that broke off, or a proxy's page in its place.
    return { ok: false, status: null, code: null };
  }
}
