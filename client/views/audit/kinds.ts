// The kinds of entry as a list for the screens; the contract's own would bring its schemas into the page.
import type { AuditEntryView } from '../../../server/contract/audit.js';

export type AuditKind = AuditEntryView['kind'];

/** Whether such an entry announces a change, which then may or may not have been carried out. */
const changes: Readonly<Record<AuditKind, boolean>> = {
  view: false,
  play: false,
  download: false,
  export: false,
  unmask: false,
  create: true,
  change: true,
  remove: true,
  'sign-in': false,
  'sign-in-failed': false,
  'sign-out': false,
  review: false,
  'not-carried-out': false,
  checkpoint: false,
};

export const auditKinds = Object.keys(changes) as AuditKind[];

export const isChange = (kind: AuditKind) => changes[kind];
