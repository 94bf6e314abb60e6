// What Twilio's debugger would list: answers that could not be followed, callbacks that failed, streams that broke.

export interface DebuggerEntry {
  at: number;
  /** The leg it is about. */
  sid: string;
  level: 'error' | 'warning';
  /** Twilio's code, such as 12100. */
  code: number;
  message: string;
}

/** The last entries, oldest first; earlier ones are dropped. */
export function createDebuggerLog(most = 1_000): {
  entries: readonly DebuggerEntry[];
  add(entry: DebuggerEntry): void;
} {
  const entries: DebuggerEntry[] = [];
  return {
    entries,
    add(entry) {
      entries.push(entry);
      if (entries.length > most) entries.shift();
    },
  };
}
