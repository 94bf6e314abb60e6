// Every collection of the product: a store is opened with all of them, whoever opens it.
import { auditEntries } from './audit/auditEntry.js';
import { shopEvents } from './campaigns/shopEvent.js';
import { directoryRecords } from './directory/directoryRecord.js';
import { accounts } from './identity/accounts.js';
import { tvLinks } from './identity/links.js';
import { sessions } from './identity/sessions.js';
import { signInTries } from './identity/signInTries.js';
import { users } from './identity/users.js';
import { breaches } from './ledger/breach.js';
import { callLegs } from './ledger/callLeg.js';
import { callOverflows } from './ledger/callOverflow.js';
import { calls } from './ledger/callRecord.js';
import { reconcileRounds } from './ledger/reconcileRound.js';
import { reconcileLeases } from './twilio/reconcile/lease.js';

export const collections = [
  accounts,
  auditEntries,
  breaches,
  callLegs,
  calls,
  // After calls: a backup beside traffic then holds every overflow document that its calls name.
  callOverflows,
  directoryRecords,
  reconcileLeases,
  reconcileRounds,
  sessions,
  shopEvents,
  signInTries,
  tvLinks,
  users,
];
