// The one direction of imports (README, "The map"). Checked by scripts/checkBoundaries.mjs, which also fails on an empty crawl.
const pure = '^server/(calls|verdict|metrics)/';
const edges = '^server/(twilio|live|storage|spool)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'contract-and-base-know-no-feature',
      severity: 'error',
      from: { path: '^server/(contract|base)/' },
      to: { path: '^server/', pathNot: '^server/(contract|base)/' },
    },
    {
      name: 'pure-middle-knows-no-edge-library',
      comment: 'Rules, state and figures take time and ids as arguments.',
      severity: 'error',
      from: { path: pure },
      to: { path: 'node_modules/(express|mongoose|socket\\.io|twilio|lmdb|pino)/' },
    },
    {
      name: 'pure-middle-knows-no-edge',
      severity: 'error',
      from: { path: pure },
      to: {
        path: '^server/(twilio|live|storage|spool|http|identity|present|ledger|directory|campaigns)/|^server/[^/]+\\.ts$',
      },
    },
    {
      name: 'calls-know-no-judgement',
      severity: 'error',
      from: { path: '^server/calls/' },
      to: { path: '^server/(verdict|metrics)/' },
    },
    {
      name: 'judgement-knows-no-figures',
      severity: 'error',
      from: { path: '^server/verdict/' },
      to: { path: '^server/metrics/' },
    },
    {
      name: 'edges-are-joined-at-the-top',
      comment: 'Features see the port’s types only; app, startServer and main put the edges in.',
      severity: 'error',
      from: { path: '^server/[^/]+/', pathNot: edges },
      to: { path: edges, pathNot: '^server/storage/port\\.ts$' },
    },
    {
      name: 'edges-do-not-know-each-other',
      severity: 'error',
      from: { path: '^server/(twilio|live|storage)/' },
      to: { path: edges, pathNot: ['^server/$1/', '^server/storage/port\\.ts$'] },
    },
    {
      name: 'the-spool-borrows-the-lock-and-the-group-commit',
      severity: 'error',
      from: { path: '^server/spool/' },
      to: { path: edges, pathNot: '^server/spool/|^server/storage/(port|groupCommit|embedded/folderLock)\\.ts$' },
    },
    {
      name: 'drivers-do-not-know-each-other',
      severity: 'error',
      from: { path: '^server/storage/(embedded|mongo)/' },
      to: { path: '^server/storage/(embedded|mongo)/', pathNot: '^server/storage/$1/' },
    },
    {
      name: 'client-knows-only-the-contract',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^(server|scripts|test)/', pathNot: '^server/contract/' },
    },
    {
      name: 'server-knows-no-client-script-or-test',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^(client|scripts|test)/' },
    },
    { name: 'scripts-know-no-test', severity: 'error', from: { path: '^scripts/' }, to: { path: '^test/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
      extensionAlias: { '.js': ['.ts', '.tsx', '.js'] },
    },
  },
};
