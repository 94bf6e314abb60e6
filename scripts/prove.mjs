// `npm run prove`: the tests with their full numbers and the measurements, one after the other, onto a dated page that is
// committed. `npm run prove -- WORD...` runs only the proofs whose names hold one of the words, in their order; `--page`
// before the words writes the page all the same: proofs that were run earlier that day keep their lines, each with the commit
// it was run on, and the page says which proofs were not run at all.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './run.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const proofs = [
  { name: '10,000 random schedules of webhooks', tests: 'test/unit/calls/schedules', env: { PROVE_RUNS: '10000' } },
  {
    name: '2,000 simulated calls, figures everywhere',
    tests: 'test/journeys/figuresAgree',
    env: { PROVE_CALLS: '2000' },
  },
  { name: '5,000 random storage sequences per driver', tests: 'test/storage/model', env: { PROVE_RUNS: '5000' } },
  { name: '50 kills of the process and of the engine', tests: 'test/storage/kills', env: { PROVE_KILLS: '50' } },
  { name: '1,000 changes of the access record', tests: 'test/unit/audit/tampering', env: { PROVE_RUNS: '1000' } },
  {
    name: '50 kills between entry and change',
    tests: 'test/storage/auditKills',
    env: { PROVE_KILLS: '50' },
  },
  {
    name: 'the database stopped for 60 s under 1,000 calls',
    tests: 'test/journeys/databaseOutage',
    env: { PROVE_OUTAGE_CALLS: '1000', PROVE_OUTAGE_SECONDS: '60' },
  },
  {
    name: 'several processes on one MongoDB',
    tests: 'test/journeys/severalProcesses',
    env: { PROVE_PROCESS_CALLS: '200', PROVE_PROCESS_KILLS: '20' },
  },
  { name: 'closing pause on 216 generated calls', tests: 'test/unit/speech', env: { PROVE_PAUSES: '24' } },
  { name: 'fifty media streams at once', tests: 'streamLoad', config: 'jest.prove.config.mjs' },
  { name: 'fdatasync before each acknowledgement', tests: 'storageSync', config: 'jest.prove.config.mjs' },
  { name: 'entries of the access record a second', tests: 'auditSpeed', config: 'jest.prove.config.mjs' },
  { name: 'storage ratios', tests: 'storageSpeed', config: 'jest.prove.config.mjs' },
  { name: 'POST to text, 20 calls a second, 20 boards', tests: 'postToText', config: 'jest.prove.config.mjs' },
];

const words = process.argv.slice(2).filter((word) => word !== '--page');
const writesPage = words.length === 0 || process.argv.includes('--page');
const named = words.flatMap((word) => proofs.filter(({ name }) => name.toLowerCase().includes(word.toLowerCase())));
const chosen = words.length === 0 ? proofs : [...new Set(named)];
if (chosen.length === 0) {
  console.error(`No proof has such a name. There are: ${proofs.map(({ name }) => name).join('; ')}.`);
  process.exit(2);
}
await buildIfStale();
const folder = mkdtempSync(join(tmpdir(), 'samsamsam-prove-'));
const rows = [];
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
const date = new Date().toISOString().slice(0, 10);
const file = join(root, 'docs', 'proofs', `${date}.md`);
const earlier = readLines(file).filter((line) => proofs.some((proof) => line.startsWith(`| ${proof.name} |`)));
let failed = 0;
for (const [index, { name, tests, env = {}, config = 'jest.config.mjs' }] of chosen.entries()) {
  console.log(`\n[${index + 1}/${chosen.length}] ${name}`);
  const result = join(folder, `${index}.json`);
  const figures = join(folder, `${index}.figures`);
  const started = Date.now();
  const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', '-c', config, tests];
  spawnSync(process.execPath, [...jest, '--json', `--outputFile=${result}`], {
    cwd: root,
    env: { ...process.env, ...env, PROVE_REPORT: figures },
    // The result goes to a file; the copy on standard output would bury the progress on standard error.
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const seconds = Math.round((Date.now() - started) / 1000);
  const { testResults } = JSON.parse(readFileSync(result, 'utf8'));
  for (const { assertionResults, message } of testResults) {
    if (assertionResults.length === 0) failed += 1;
    if (assertionResults.length === 0)
      rows.push(`| ${name} | did not run: ${message.split('\n')[0]} | failed | ${seconds} s | ${commit} |`);
    for (const { fullName, status } of assertionResults) {
      if (status === 'failed') failed += 1;
      rows.push(`| ${name} | ${fullName.trim()} | ${status} | ${seconds} s | ${commit} |`);
    }
  }
  for (const line of readLines(figures)) {
    const { what, figure } = JSON.parse(line);
    rows.push(`| ${name} | ${what}: ${figure} | measured | | ${commit} |`);
  }
  // After each proof: a run that is cut short leaves what it has shown.
  if (writesPage) writeFileSync(file, page(chosen.slice(0, index + 1)));
}
rmSync(folder, { recursive: true });
console.log(`\n${page(chosen)}`);
process.exitCode = failed > 0 ? 1 : 0;

function readLines(file) {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}

function page(run) {
  const rowsOf = (proof) => (run.includes(proof) ? rows : earlier).filter((row) => row.startsWith(`| ${proof.name} |`));
  const missing = proofs.filter((proof) => rowsOf(proof).length === 0).map(({ name }) => name);
  return `# Proofs of ${date}

Node ${process.version}; ${cpus().length} x ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB.
MongoDB lane of the last run: ${process.env.TEST_MONGODB_URI ? 'a real engine, standalone (no replica set was available)' : 'not run (TEST_MONGODB_URI unset)'}.
Made by \`npm run prove\`; seconds are those of the whole proof.
${missing.length > 0 ? `Not run this time: ${missing.join('; ')}.\n` : ''}
| proof | what | result | time | commit |
|---|---|---|---|---|
${proofs.flatMap(rowsOf).join('\n')}
`;
}
