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

/** 'dead' for one that only waits to be buried; undefined when it is not to be seen. */
function startOnLinux(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The command name in parentheses may itself hold spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, start] = [fields[0], fields[19]];
    if (state === 'Z' || state === 'X') return 'dead';
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()}/${start ?? ''}`;
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return undefined;
  }
}

/** Undefined when no such process runs; null when the system does not tell its start. */
function startOf(pid: number): string | null | undefined {
  const start = process.platform === 'linux' ? startOnLinux(pid) : undefined;
  if (start !== undefined) return start === 'dead' ? undefined : start;
  try {
    // Signal 0 only asks; systems may hide another user's process from /proc, but not from this.
    process.kill(pid, 0);
    return null;
  } catch (error) {
    return systemErrorCode(error) === 'ESRCH' ? undefined : null;
  }
}

/** Whether the machine has run on between the starts of two processes; false when that is not known. */
export function isSameBoot(one: ProcessIdentity, other: ProcessIdentity): boolean {
  const [boot, otherBoot] = [one, other].map(({ started }) => started?.split('/')[0]);
  return boot !== undefined && boot === otherBoot;
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
