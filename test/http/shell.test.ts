// What surrounds the product: health, figures for machines, errors, origins, the page, and being started and stopped.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { createLogger } from '../../server/base/logger.js';
import { errorViewSchema } from '../../server/contract/errorView.js';
import { StorageError } from '../../server/storage/port.js';
import { startTestServer, type TestServer } from '../support/testServer.js';

let folder: string;
let server: TestServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samsamsam-page-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>board</title>');
  await writeFile(join(folder, 'mark.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await writeFile(join(folder, 'assets', 'main-1a2b3c.js'), 'export {};');
  server = await startTestServer({
    clientFolder: folder,
    env: { METRICS_TOKEN: 'a token of many letters', BOARD_ORIGINS: 'https://board.hanbit.example' },
  });
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('health', () => {
  test('the process and its database answer', async () => {
    expect((await request(server.base).get('/healthz')).body).toEqual({ status: 'ok' });
    const ready = await request(server.base).get('/readyz');
    expect([ready.status, ready.body]).toEqual([
      200,
      { status: 'ok', store: 'lmdb', spooled: 0, changesAgeMs: expect.any(Number) },
    ]);
  });

  test('a database that fails leaves the server ready while events can wait on the disk', async () => {
    const { store } = server.parts;
    const failing = { ...store, kind: store.kind, collection: store.collection.bind(store) };
    const broken = await startTestServer({
      store: {
        ...failing,
        commit: (operations) => store.commit(operations),
        close: async () => {},
        check: async () => {
          throw new StorageError('unavailable', 'The database does not answer.');
        },
      },
    });
    const spooling = await request(broken.base).get('/readyz');
    await rm(join(broken.config.dataDir, 'spool'), { recursive: true });
    const ready = await request(broken.base).get('/readyz');
    await broken.stop();
    expect([spooling.status, spooling.body]).toEqual([
      200,
      { status: 'spooling', store: 'lmdb', spooled: 0, changesAgeMs: expect.any(Number) },
    ]);
    expect([ready.status, ready.body]).toEqual([
      503,
      { status: 'unavailable', store: 'lmdb', spooled: 0, changesAgeMs: expect.any(Number) },
    ]);
  });

  test('figures for machines need their token', async () => {
    const metrics = (token: string) => request(server.base).get('/metrics').set('Authorization', token);
    expect((await metrics('')).status).toBe(401);
    expect((await metrics('Bearer another token')).status).toBe(401);
    const { status, text, headers } = await metrics('Bearer a token of many letters');
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/^text\/plain/);
    expect(text).toContain('samsamsam_store{kind="lmdb"} 1');
    expect(text).toContain('samsamsam_board_connections 0');
    expect(text).toContain('samsamsam_spool_events 0');
    expect(text).toContain('samsamsam_spool_appended_total 0');
    expect(text).toContain('# TYPE samsamsam_events_total counter');
    expect(text).toContain('# TYPE samsamsam_event_seconds histogram');
  });
});

describe('errors', () => {
  test('an unknown API path is unknown whatever it is asked for', async () => {
    for (const ask of ['options', 'put', 'post', 'delete'] as const) {
      const response = await request(server.base)[ask]('/api/nothing');
      expect([response.status, response.body.error?.code]).toEqual([404, 'NOT_FOUND']);
    }
  });

  test('the log names what was refused, and never a query', async () => {
    const lines: string[] = [];
    const write = (line: string) => void lines.push(line);
    const noisy = await startTestServer({ logger: createLogger('info', { write }) });
    const call = request(noisy.base).post('/voice/incoming?From=%2B821000000001').type('form');
    await call.set('X-Twilio-Signature', 'wrong').send('From=%2B821000000001');
    await request(noisy.base).get('/api/calls');
    await noisy.stop();
    const refused = lines.map((line) => JSON.parse(line)).filter(({ refused }) => refused !== undefined);
    expect(refused).toEqual([
      expect.objectContaining({ refused: 'SIGNATURE_WRONG', req: { method: 'POST', path: '/voice/incoming' } }),
      expect.objectContaining({ refused: 'SIGN_IN_REQUIRED', req: { method: 'GET', path: '/api/calls' } }),
    ]);
    expect(lines.join('')).not.toContain('821000000001');
  });

  test('an unknown API path is answered as JSON', async () => {
    for (const path of ['/api', '/api/', '/api/nothing', '/api/calls/a/b', '/voices', '/socket.iox']) {
      const response = await request(server.base).get(path).set('Accept', 'application/json');
      expect(response.status).toBe(404);
      expect(errorViewSchema.parse(response.body).error.code).toBe('NOT_FOUND');
    }
  });

  test('a page address that is a mistyped API address is not the board', async () => {
    const response = await request(server.base).get('/api/nothing').set('Accept', 'text/html');
    expect([response.status, response.body.error.code]).toEqual([404, 'NOT_FOUND']);
  });

  test('a body beyond the limit is refused as too large', async () => {
    const response = await request(server.base)
      .post('/api/session')
      .send({ email: 'a@b.example', password: 'x'.repeat(20_000) });
    expect([response.status, response.body.error.code]).toEqual([413, 'BODY_TOO_LARGE']);
  });

  test.each([
    ['broken JSON', '{"email":', 'application/json'],
    ['JSON that is no object', '"text"', 'application/json'],
  ])('%s is refused without a trace of the parser', async (_what, body, type) => {
    const response = await request(server.base).post('/api/session').set('Content-Type', type).send(body);
    expect([response.status, response.body.error.code]).toEqual([400, 'BAD_REQUEST']);
    expect(response.text).not.toMatch(/SyntaxError|JSON at|node_modules|\n\s+at /);
  });

  test('a wrongly encoded path is a bad request, not a failure', async () => {
    const response = await request(server.base)
      .get('/api/calls/%E0%A4%A')
      .set('Cookie', await server.signIn());
    expect([response.status, response.body.error.code]).toEqual([400, 'BAD_REQUEST']);
  });

  test('an unknown parameter is refused instead of being ignored, with the names that are known', async () => {
    const { status, body } = await server.get('/api/calls?deparment=tax');
    expect(status).toBe(400);
    const message = expect.stringMatching(/^Check the query\. It may hold: .*\bdepartment\b/);
    expect(errorViewSchema.parse(body).error).toEqual({ code: 'BAD_REQUEST', message });
  });
});

describe('origins', () => {
  test.each([
    ['another site', 'https://evil.example'],
    ['another port', 'http://127.0.0.1:1'],
    ['a page without an origin', 'null'],
    ['nonsense', 'board'],
  ])('a request from %s is refused', async (_what, origin) => {
    for (const path of ['/api/session', '/', '/voice/status', '/socket.io/?EIO=4&transport=polling']) {
      const response = await request(server.base).get(path).set('Origin', origin);
      expect([response.status, response.body.error.code]).toEqual([403, 'ORIGIN_REFUSED']);
    }
  });

  test('our own page, a listed address and a program that is no browser are let through', async () => {
    for (const origin of [server.base, 'https://board.hanbit.example', undefined]) {
      const asked = request(server.base).get('/api/session');
      const response = await (origin === undefined ? asked : asked.set('Origin', origin));
      expect(response.body.error.code).toBe('SIGN_IN_REQUIRED');
    }
  });
});

describe('the page', () => {
  test('is served fresh at every address of a person', async () => {
    for (const path of ['/', '/calls/CA1', '/index.html']) {
      const response = await request(server.base).get(path).set('Accept', 'text/html');
      expect([response.status, response.text]).toEqual([200, expect.stringContaining('<title>board</title>')]);
      if (path !== '/index.html') expect(response.headers['cache-control']).toBe('no-cache');
    }
  });

  test('its hashed files may be kept for a year, and a missing one is not the page', async () => {
    const found = await request(server.base).get('/assets/main-1a2b3c.js');
    expect(found.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    const missing = await request(server.base).get('/assets/main-0.js').set('Accept', '*/*');
    expect(missing.status).toBe(404);
  });

  test('may load and talk to nothing but this server', async () => {
    const { headers } = await request(server.base).get('/').set('Accept', 'text/html');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-powered-by']).toBeUndefined();
  });
});

describe('starting', () => {
  test('a port that is taken is named in one line', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await expect(startTestServer({ env: { PORT: String(port) } })).rejects.toThrow(
      `PORT ${port} is taken: set it to a free port.`,
    );
    other.close();
  });

  test('a host that is no address of this machine is named in one line', async () => {
    const foreign = startTestServer({ env: { HOST: '192.0.2.1' } });
    await expect(foreign).rejects.toThrow('HOST 192.0.2.1 is not an address of this machine.');
  });

  test('the first admin is made once, with a password that is told once when none was given', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'samsamsam-first-'));
    const env = { ADMIN_PASSWORD: '' };
    const first = await startTestServer({ dataDir, env });
    await first.stop();
    const second = await startTestServer({ dataDir, env });
    const password = first.firstAdmin?.madePassword ?? '';
    const response = await request(second.base).post('/api/session').send({ email: first.firstAdmin?.email, password });
    await second.stop();
    await rm(dataDir, { recursive: true, force: true });
    expect(password).toMatch(/^[\w-]{16}$/);
    expect(second.firstAdmin).toBeUndefined();
    expect(response.status).toBe(200);
  });

  test('a session outlives a restart', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'samsamsam-again-'));
    const first = await startTestServer({ dataDir });
    const cookie = await first.signIn();
    await first.stop();
    const second = await startTestServer({ dataDir });
    const response = await request(second.base).get('/api/session').set('Cookie', cookie);
    await second.stop();
    await rm(dataDir, { recursive: true, force: true });
    expect(response.status).toBe(200);
  });

  test('without a built page the address of the board says what to do', async () => {
    const bare = await startTestServer({ clientFolder: join(folder, 'nowhere') });
    const response = await request(bare.base).get('/').set('Accept', 'text/html');
    await bare.stop();
    expect([response.status, response.body.error]).toEqual([
      404,
      { code: 'NOT_FOUND', message: 'The page has not been built yet: run npm run build.' },
    ]);
  });

  test('stopping twice is stopping once, and the port is free afterwards', async () => {
    const running = await startTestServer();
    await Promise.all([running.stop(), running.stop()]);
    await expect(fetch(`${running.base}/healthz`)).rejects.toThrow();
  });
});
