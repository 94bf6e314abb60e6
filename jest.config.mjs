// Native ESM with swc: some of our packages are ESM only, and types are checked by tsc, not here.
const swc = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', tsx: true },
    transform: { react: { runtime: 'automatic' } },
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test', '<rootDir>/server', '<rootDir>/client', '<rootDir>/scripts'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  // Not ".json.js", which some packages keep beside their data.
  moduleNameMapper: { '^(\\.{1,2}/.*(?<!\\.json))\\.js$': '$1' },
  transform: { '^.+\\.tsx?$': ['@swc/jest', swc] },
  globalSetup: '<rootDir>/test/support/globalSetup.mjs',
  reporters: ['default', '<rootDir>/test/support/laneReporter.mjs'],
  maxWorkers: 2,
  testTimeout: 20_000,
};
