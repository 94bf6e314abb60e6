// The entry that says that an earlier one's change never happened; the earlier one stays as it was written.
import type { AuditEntry, AuditNote } from './auditEntry.js';
import { entryId } from './chain.js';

export interface WhyNot {
  /**
   * The store's own refusal (`conflict`, `duplicate`, …); `never-came`: the document stands before the revision;
   * `gone`: there is no document; `one-of`: another entry names the same revision, and only one of them can have made it.
   * Both then carry a mark that names the other: which of them it was died with its process.
   */
  because: string;
  /** The other entry of `one-of`. */
  only: number | null;
}

export function notCarriedOut({ seq, subject, task }: AuditEntry, { because, only }: WhyNot): AuditNote {
  return {
    kind: 'not-carried-out',
    subject: { type: 'audit', id: entryId(seq), whose: subject.whose, departmentId: subject.departmentId },
    task,
    reason: null,
    before: null,
    after: { seq, because, only },
    target: null,
  };
}
