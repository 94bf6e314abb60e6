// Tells one process from a later one with the same number: host, pid, and the moment it was started.
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { systemErrorCode } from './systemErrorCode.js';

export interface ProcessIdentity {
  host: string;
  pid: number;
  /** Boot and start tick, where the system tells; null elsewhere. */
  started: string | null;
}

/** Undefined when no such process runs; null when the system does not tell. */
function startOf(pid: number): string | null | undefined {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      // The command name in parentheses may itself hold spaces and parentheses.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const [state, start] = [fields[0], fields[19]];
      if (state === 'Z' || state === 'X') return undefined;
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()}/${start ?? ''}`;
    } catch (error) {
      if (['ENOENT', 'ESRCH'].includes(systemErrorCode(error) ?? '')) return undefined;
      return null;
    }
  }
  try {
    process.kill(pid, 0);
    return null;
  } catch (error) {
    return systemErrorCode(error) === 'ESRCH' ? undefined : null;
  }
}

export function ownIdentity(): ProcessIdentity {
  return { host: hostname(), pid: process.pid, started: startOf(process.pid) ?? null };
}

/** Of a process on this host. */
export function isAlive({ pid, started }: ProcessIdentity): boolean {
  const now = startOf(pid);
  if (now === undefined) return false;
  return started === null || now === null || started === now;
}
