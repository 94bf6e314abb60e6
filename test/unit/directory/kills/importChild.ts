// A process of its own that imports one city after the other until it is killed, and says on stdout which revision it has made.
// Arguments: data folder, MongoDB's address or nothing.
import { auditEntries } from '../../../../server/audit/auditEntry.js';
import { createAuditTrail } from '../../../../server/audit/trail.js';
import { systemClock } from '../../../../server/base/clock.js';
import { directoryRecords } from '../../../../server/directory/directoryRecord.js';
import { importDirectory } from '../../../../server/directory/importDirectory.js';
import { openStore } from '../../../../server/storage/openStore.js';
import { cityFile } from '../cityFile.js';

const [dataDir = '', mongodbUri = ''] = process.argv.slice(2);
const store = await openStore({ dataDir, mongodbUri, collections: [auditEntries, directoryRecords] });
const audit = createAuditTrail({ entries: store.collection(auditEntries), key: 'key', clock: systemClock });
const actor = { userId: null, account: 'console', role: '', sessionId: null, place: 'console' };
const parts = { records: store.collection(directoryRecords), clock: systemClock, trail: audit.by(actor) };
const files = [cityFile(' A'), cityFile(' B')];
for (;;) {
  for (const file of files) {
    const { revision } = await importDirectory(parts, file, { dryRun: false, reason: null });
    // A write to a pipe is done when it returns: nothing acknowledged is left in this process when it dies.
    process.stdout.write(`${revision}\n`);
  }
}
