// The directory over HTTP: imported by a file, edited by hand, read as tree, page and posts; routing and boards follow at once.
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type AuditEntry, auditEntries } from '../../server/audit/auditEntry.js';
import { collections } from '../../server/collections.js';
import {
  departmentPageSchema,
  directoryTreeSchema,
  importReportSchema,
  officialViewSchema,
  postsViewSchema,
} from '../../server/contract/directory.js';
import { presentTree } from '../../server/present/directoryView.js';
import { type OpenedLane, storeLanes } from '../support/storeLanes.js';
import { admin, startTestServer, type TestServer } from '../support/testServer.js';
import { postSigned } from '../support/twilioClient.js';
import { cityFile } from '../unit/directory/cityFile.js';
import { file, row } from '../unit/directory/directoryFiles.js';

const a = row('02-555-2001', 'sip:1@desk.example', 'a');
const b = row('02-555-2002', 'sip:2@desk.example', 'b');
const moved = row('02-555-2002', 'sip:2@desk.example', 'b', 'water,수도과,Water,환경국');
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

describe.each(storeLanes())('$title the directory over HTTP', (lane) => {
  let opened: OpenedLane;
  let server: TestServer;
  let cookie: string;
  beforeEach(async () => {
    opened = await lane.open(collections);
    server = await startTestServer({ store: opened.store });
    cookie = await server.signIn();
  });
  afterEach(async () => {
    await server.stop();
    await opened.dispose();
  });

  async function send(method: string, path: string, body: object) {
    const response = await fetch(`${server.base}/api/directory${path}`, {
      method,
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as { error?: { code: string } } };
  }
  async function take(bytes: Uint8Array, more: object = {}) {
    const { status, body } = await send('POST', '/import', { file: base64(bytes), dryRun: false, ...more });
    return { status, report: status === 200 ? importReportSchema.strict().parse(body) : undefined, body };
  }
  const pageOf = async (id: string) =>
    departmentPageSchema.strict().parse((await server.get(`/api/directory/departments/${id}`)).body);
  async function recorded(): Promise<AuditEntry[]> {
    const { items } = await opened.store.collection(auditEntries).list({ index: 'bySeq', limit: 200 });
    return items.filter(({ task }) => task.startsWith('directory.'));
  }
  const callTo = async (number: string, sid: string) =>
    (
      await postSigned(server.base, '/voice/incoming', {
        CallSid: `CA${sid.repeat(32)}`,
        From: '+8210555012',
        To: number,
        CallStatus: 'ringing',
        Direction: 'inbound',
      })
    ).text;

  test('an import is recorded, and the next call and board know of it', async () => {
    expect(await callTo('+8225552001', '1')).not.toContain('sip:1@desk.example');
    const bytes = file(a, b);
    const dry = await take(bytes, { dryRun: true });
    expect(dry.report).toMatchObject({ revision: 0, officials: { added: 2 }, changeCount: 5 });
    const { report } = await take(bytes, { revision: dry.report?.revision, reason: '첫 등록' });
    const fileHash = createHash('sha256').update(bytes).digest('hex');
    expect(report).toMatchObject({ revision: 1, problems: [], problemCount: 0, fileHash });
    expect(await callTo('+8225552001', '2')).toContain('sip:1@desk.example');
    expect((await server.get('/api/board')).body).toMatchObject({ departments: [{ id: 'tax-1' }] });
    expect(await recorded()).toMatchObject([
      {
        kind: 'change',
        task: 'directory.import',
        account: admin.email,
        reason: '첫 등록',
        after: { fileHash, rows: 2, officials: { added: 2 } },
        target: { collection: 'directory', id: 'current', revision: 1 },
      },
    ]);
  });

  test('a file with mistakes names them and imports nothing', async () => {
    const { status, report } = await take(file(a, row('nothing', 'sip:2@desk.example', 'b')));
    expect({ status, revision: report?.revision }).toEqual({ status: 200, revision: 0 });
    expect(report?.problems).toEqual([
      {
        line: 3,
        column: 'number',
        code: 'not-a-number',
        value: 'nothing',
        other: '',
        reason: '"nothing" is not a telephone number.',
      },
    ]);
    expect(await recorded()).toEqual([]);
  });

  test('is shown as a tree of bureaus, departments and teams, only as far as the reader may see', async () => {
    await take(cityFile());
    const tree = directoryTreeSchema.strict().parse((await server.get('/api/directory')).body);
    expect(tree).toMatchObject({ revision: 1, officials: 807, lines: 801 });
    expect(tree.bureaus.map(({ name }) => name.en)).toHaveLength(9);
    expect(tree.bureaus[0]).toMatchObject({
      name: { ko: '부시장 직속', en: 'Office of the Vice Mayor' },
      departments: [{ id: 'planning', officials: 21, teams: [{ name: '기획팀', officials: 5 }, {}, {}, {}] }, {}],
    });
    const own = presentTree(server.parts.directory, ['tax-1'], Date.now());
    expect(own.bureaus.flatMap(({ departments }) => departments.map(({ id }) => id))).toEqual(['tax-1']);
    expect(own).toMatchObject({ officials: 21, lines: 21 });
  });

  test('who moves keeps the old post, and the call of then its department', async () => {
    await take(file(a, b));
    await callTo('+8225552002', '3');
    await take(file(a, moved));
    const { body } = await server.get('/api/directory/officials/b/posts');
    expect(postsViewSchema.strict().parse(body)).toMatchObject({
      official: { id: 'b', departmentId: 'water', formerSince: null },
      posts: [
        { departmentId: 'water', departmentName: { ko: '수도과' }, until: null },
        { departmentId: 'tax-1', departmentName: { ko: '세무1과' }, until: expect.any(String) },
      ],
    });
    expect((await server.get(`/api/calls/CA${'3'.repeat(32)}`)).body).toMatchObject({ departmentId: 'tax-1' });
    expect(await pageOf('water')).toMatchObject({ officials: [{ id: 'b' }], lines: [{ number: '+8225552002' }] });
    await take(file(a));
    expect(await pageOf('water')).toMatchObject({
      formerSince: expect.any(String),
      officials: [],
      lines: [],
      formerOfficials: [{ id: 'b' }],
    });
  });

  test('hours, lunch, deputies and pickup group are edited by hand, against the revision that was seen', async () => {
    await take(file(a, b));
    const span = { from: '12:00', to: '13:00' };
    const hours = [null, null, null, null, null, null, null];
    const edit = { revision: 1, hours, lunch: { rule: 'together', span } };
    const department = await send('PUT', '/departments/tax-1', { ...edit, reason: '휴무' });
    expect(departmentPageSchema.strict().parse(department.body)).toMatchObject({ hours, isOpen: false, revision: 2 });
    const own = { duty: '재산세', pickupGroup: '세무', deputies: ['b'], hours: null, lunch: span, lunchDuty: false };
    const official = await send('PUT', '/officials/a', { ...own, revision: 1 });
    expect(officialViewSchema.strict().parse(official.body)).toMatchObject({
      ...own,
      deputies: [{ id: 'b', title: '주무관', departmentId: 'tax-1' }],
      revision: 3,
    });
    expect(server.parts.directory.deputies('a')).toMatchObject([{ officialId: 'b' }]);
    expect((await recorded()).map(({ task, subject, reason }) => [task, subject.id, reason])).toEqual([
      ['directory.import', null, null],
      ['directory.change', 'tax-1', '휴무'],
      ['directory.change', 'a', null],
    ]);
    const refusals = [
      await send('PUT', '/departments/tax-1', edit),
      await send('PUT', '/officials/a', { ...own, revision: 1 }),
      await send('PUT', '/officials/b', { ...own, revision: 1 }),
      await send('PUT', '/officials/nobody', { ...own, revision: 1 }),
      await send('PUT', '/departments/nowhere', edit),
      await send('POST', '/import', { file: base64(file(a)), dryRun: false, revision: 1 }),
      await send('POST', '/import', { file: 'no base64!', dryRun: false }),
      await send('PUT', '/departments/tax-1', { ...edit, hours: [span] }),
    ];
    expect(refusals.map(({ status, body }) => [status, body.error?.code])).toEqual([
      [409, 'CONFLICT'],
      [409, 'CONFLICT'],
      [400, 'BAD_REQUEST'],
      [404, 'OFFICIAL_NOT_FOUND'],
      [404, 'DEPARTMENT_NOT_FOUND'],
      [409, 'CONFLICT'],
      [400, 'BAD_REQUEST'],
      [400, 'BAD_REQUEST'],
    ]);
    expect(await recorded()).toHaveLength(3);
  });

  test('a city of 720 officials goes in within two seconds; 3 MB do not', async () => {
    const begun = performance.now();
    const { report } = await take(cityFile());
    const seconds = (performance.now() - begun) / 1000;
    expect(report).toMatchObject({ officials: { added: 807 }, lines: { added: 801 } });
    expect(seconds).toBeLessThan(2);
    const { status, body } = await take(new Uint8Array(3_000_000));
    expect([status, body.error?.code]).toEqual([413, 'BODY_TOO_LARGE']);
  });
});
