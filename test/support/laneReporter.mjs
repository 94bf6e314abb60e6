import { writeSync } from 'node:fs';

// Closes every run with one line per storage lane, as CI and people read the last lines first.
// A test belongs to the MongoDB lane when its full name carries "[MongoDB]", otherwise to LMDB.
export default class LaneReporter {
  onRunComplete(_contexts, results) {
    const lanes = { LMDB: { passed: 0, failed: 0 }, MongoDB: { passed: 0, failed: 0 } };
    for (const file of results.testResults) {
      if (file.testExecError) lanes.LMDB.failed += 1;
      for (const test of file.testResults) {
        const lane = test.fullName.includes('[MongoDB]') ? lanes.MongoDB : lanes.LMDB;
        if (test.status === 'passed') lane.passed += 1;
        if (test.status === 'failed') lane.failed += 1;
      }
    }
    const mongo = process.env.TEST_MONGODB_URI
      ? `${lanes.MongoDB.passed} passed, ${lanes.MongoDB.failed} failed`
      : 'not run, set TEST_MONGODB_URI to any MongoDB server (for example a container) to run it';
    // Jest writes its own summary after every reporter; only at the exit are these lines the last.
    process.once('exit', () => {
      writeSync(
        process.stderr.fd,
        `\nLMDB: ${lanes.LMDB.passed} passed, ${lanes.LMDB.failed} failed\nMongoDB: ${mongo}\n`,
      );
    });
  }
}
