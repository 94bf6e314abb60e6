// How long work says how far it is; a program shows it as a bar.
export interface Progress {
  /** A new stretch of work, of about so many documents. */
  begin(what: string, total: number): void;
  advance(documents: number): void;
}
