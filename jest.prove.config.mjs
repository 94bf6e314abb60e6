// Long proofs: the same tests with full numbers, and measurements that a unit test must not hold.
import base from './jest.config.mjs';

export default { ...base, testMatch: ['<rootDir>/test/prove/**/*.prove.ts'], maxWorkers: 1, testTimeout: 600_000 };
