// The Socket.IO edge on a real port: who may come in, what a board hears, and what becomes of those that misbehave.
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../server/base/clock.js';
import { createLogger } from '../../server/base/logger.js';
import { snapshotSchema } from '../../server/contract/board.js';
import { AppError } from '../../server/http/errors.js';
import type { Actor } from '../../server/identity/actor.js';
import { createGateway } from '../../server/live/gateway.js';
import { type BoardClient, type BoardClientOptions, openBoard } from '../support/boardClient.js';
import { fakeBoard, ringingRow } from '../support/fakeBoard.js';
import { type ManualClock, manualClock } from '../support/manualClock.js';

const token = 'A'.repeat(43);
const cookie = `samsamsam=${token}`;
const actor: Actor = {
  userId: 'u',
  sessionId: 's',
  account: 'a@b.example',
  role: 'admin',
  departmentIds: null,
  officialId: null,
  mustChangePassword: false,
  expiresAt: 0,
};

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface Stage {
  base: string;
  port: number;
  board: ReturnType<typeof fakeBoard>;
  gateway: ReturnType<typeof createGateway>;
  open: Map<string, Actor>;
  failing: { sessions: boolean };
  join(options?: BoardClientOptions): BoardClient;
}

async function stage(clock: ManualClock | typeof systemClock = systemClock): Promise<Stage> {
  const board = fakeBoard();
  const open = new Map([[token, actor]]);
  const failing = { sessions: false };
  const gateway = createGateway({
    board,
    clock,
    logger: createLogger('silent'),
    boardOrigins: ['https://board.hanbit.example'],
    async actorOf(given) {
      if (failing.sessions) throw new Error('the database does not answer');
      return open.get(given);
    },
    isDepartment: (id) => id === 'tax' || id === 'water',
    handleOther({ url }) {
      throw new AppError(url === '/elsewhere' ? 'NOT_FOUND' : 'SIGNATURE_MISSING');
    },
  });
  const server = createServer((request, response) => {
    gateway.handleRequest(request, response).catch((error: Error) => {
      response.writeHead(403).end(error.message);
    });
  });
  server.on('upgrade', (request, socket, head) => void gateway.handleUpgrade(request, socket, head));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  closers.push(async () => {
    await gateway.close();
    await new Promise((resolve) => server.close(resolve));
  });
  const base = `http://127.0.0.1:${port}`;
  return {
    base,
    port,
    board,
    gateway,
    open,
    failing,
    join(options) {
      const client = openBoard(base, { cookie, ...options });
      closers.push(() => client.close());
      return client;
    },
  };
}

/** The first line of the answer to a bare WebSocket handshake. */
function handshake(port: number, path: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const lines = Object.entries({
      Host: `127.0.0.1:${port}`,
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
      ...headers,
    }).map(([name, value]) => `${name}: ${value}`);
    socket.once('error', reject);
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString('utf8'));
    });
    socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  });
}

const engine = '/socket.io/?EIO=4&transport=websocket';

describe('coming in', () => {
  test.each([['websocket' as const], ['polling' as const]])(
    'an open session is enough, by %s, and the board gets the whole first',
    async (transport) => {
      const { board, join } = await stage();
      board.put(ringingRow('CA1'));
      const { snapshots } = await join({ transports: [transport] }).until(({ snapshots }) => snapshots.length > 0);
      expect(snapshotSchema.parse(snapshots[0])).toMatchObject({ seq: 1, calls: [{ sid: 'CA1' }] });
    },
  );

  test.each([
    ['no cookie', ''],
    ['a cookie that is no token', 'samsamsam=abc'],
    ['a token of no session', `samsamsam=${'B'.repeat(43)}`],
  ])('with %s a socket is told to sign in', async (_what, wrong) => {
    const { gateway, join } = await stage();
    for (const transport of ['websocket', 'polling'] as const) {
      const client = join({ cookie: wrong, transports: [transport] });
      expect((await client.until(({ endings }) => endings.length > 0)).endings).toEqual(['SIGN_IN_REQUIRED']);
    }
    expect(gateway.connections()).toBe(0);
  });

  test('sockets of other sites are refused, and those of our pages are not', async () => {
    const { port } = await stage();
    const from = (Origin: string) => handshake(port, engine, { Cookie: cookie, Origin });
    for (const origin of ['https://evil.example', 'null', `https://127.0.0.1:${port + 1}`]) {
      expect(await from(origin)).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n.*"ORIGIN_REFUSED"/s);
    }
    for (const origin of [`http://127.0.0.1:${port}`, 'https://board.hanbit.example']) {
      expect(await from(origin)).toMatch(/^HTTP\/1\.1 101 /);
    }
  });

  test('an upgrade to anything else is refused', async () => {
    const { port } = await stage();
    expect(await handshake(port, '/elsewhere', { Cookie: cookie })).toMatch(/^HTTP\/1\.1 404 .*"NOT_FOUND"/s);
    expect(await handshake(port, '/voice/stream', {})).toMatch(/^HTTP\/1\.1 400 .*"SIGNATURE_MISSING"/s);
  });

  test('strangers in number leave room for the boards', async () => {
    const { base, join, gateway } = await stage();
    const statuses: number[] = [];
    // Each opens a connection and then keeps silent.
    for (let stranger = 0; stranger < 52; stranger += 1) {
      const response = await fetch(`${base}/socket.io/?EIO=4&transport=polling`);
      await response.text();
      statuses.push(response.status);
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(50);
    expect(statuses.slice(50)).toEqual([403, 403]);
    await join().until(({ snapshots }) => snapshots.length > 0);
    expect(gateway.connections()).toBe(1);
  });
});

describe('watching', () => {
  test('changes arrive in order, numbered from the snapshot on', async () => {
    const { board, join } = await stage();
    const client = join();
    await client.until(({ snapshots }) => snapshots.length === 1);
    for (const sid of ['CA1', 'CA2', 'CA3']) {
      board.put(ringingRow(sid));
      await client.until(({ calls }) => calls.has(sid));
    }
    board.drop('CA1');
    const state = await client.until(({ calls, metrics }) => !calls.has('CA1') && metrics?.now.ringing === 2);
    expect(state.snapshots).toHaveLength(1);
    expect(state.seqs).toEqual(state.seqs.map((_seq, index) => index + 1));
  });

  test('a department can be chosen and changed, and every watch is answered with a snapshot', async () => {
    const { board, join } = await stage();
    board.put(ringingRow('CA1', 'tax'));
    board.put(ringingRow('CA2', 'water'));
    const client = join({ department: 'tax' });
    await client.until(({ calls }) => calls.size === 1 && calls.has('CA1'));
    client.watch('water');
    await client.until(({ calls }) => calls.size === 1 && calls.has('CA2'));
    client.watch();
    const state = await client.until(({ calls }) => calls.size === 2);
    expect(state.seqs).toEqual(state.seqs.map((_seq, index) => index + 1));
  });

  test('of many watches in a hurry the last one counts, and few are answered', async () => {
    const { board, join } = await stage();
    board.put(ringingRow('CA1', 'water'));
    const client = join();
    await client.until(({ snapshots }) => snapshots.length === 1);
    for (let time = 0; time < 100; time += 1) client.watch('tax');
    client.watch('water');
    const state = await client.until(({ snapshots }) => snapshots.at(-1)?.calls.length === 1 && snapshots.length > 1);
    expect(state.snapshots.length).toBeLessThanOrEqual(3);
  });

  test('a department that does not exist and a message that is none are refused', async () => {
    const { join } = await stage();
    const client = join({ department: 'nowhere' });
    await client.until(({ refusals }) => refusals.length === 1);
    client.watch('');
    const state = await client.until(({ refusals }) => refusals.length === 2);
    expect(state.refusals.map(({ error }) => error.code)).toEqual(['DEPARTMENT_NOT_FOUND', 'BAD_REQUEST']);
    expect(state.snapshots).toHaveLength(0);
  });

  test('a listener that asks for nothing gets the city', async () => {
    const { board, join } = await stage();
    board.put(ringingRow('CA1'));
    const state = await join({ silent: true }).until(({ snapshots }) => snapshots.length > 0);
    expect([...state.calls.keys()]).toEqual(['CA1']);
  });
});

describe('what a board may see', () => {
  const confined = (departmentIds: string[] | null): Actor => ({ ...actor, role: 'supervisor', departmentIds });
  const codes = (refusals: { error: { code: string } }[]) => refusals.map(({ error }) => error.code);

  /** A board that came in as somebody, with a ringing call in each department. */
  async function joinAs(who: Actor, options: BoardClientOptions = {}) {
    const staged = await stage();
    staged.open.set(token, who);
    for (const department of ['tax', 'water']) staged.board.put(ringingRow(`CA-${department}`, department));
    return { ...staged, client: staged.join(options) };
  }

  test('whoever is confined to departments watches the first of them unless it asks for another', async () => {
    for (const role of ['supervisor', 'tv'] as const) {
      const { client } = await joinAs({ ...confined(['water', 'tax']), role }, { silent: role === 'tv' });
      const state = await client.until(({ snapshots }) => snapshots.length > 0);
      expect([...state.calls.keys()]).toEqual(['CA-water']);
      client.watch('tax');
      await client.until(({ calls }) => calls.has('CA-tax') && calls.size === 1);
    }
  });

  test('a department that left the directory is passed over for the next', async () => {
    const { client } = await joinAs(confined(['gone', 'tax']));
    await client.until(({ calls }) => calls.has('CA-tax') && calls.size === 1);
  });

  test('another department is refused, and an unknown one too', async () => {
    const { client } = await joinAs(confined(['tax']), { department: 'water' });
    await client.until(({ refusals }) => refusals.length === 1);
    client.watch('nowhere');
    const state = await client.until(({ refusals }) => refusals.length === 2);
    expect(codes(state.refusals)).toEqual(['FORBIDDEN', 'DEPARTMENT_NOT_FOUND']);
    expect(state.snapshots).toHaveLength(0);
  });

  test('a supervisor of no department sees none', async () => {
    const { client } = await joinAs(confined([]));
    const state = await client.until(({ refusals }) => refusals.length === 1);
    expect(codes(state.refusals)).toEqual(['FORBIDDEN']);
    expect(state.snapshots).toHaveLength(0);
  });

  test.each(['shopper', 'official'] as const)('a role without a board is turned away at the door: %s', async (role) => {
    const { client, gateway } = await joinAs({ ...actor, role });
    const state = await client.until(({ endings }) => endings.length > 0);
    expect(state.endings).toEqual(['FORBIDDEN']);
    expect(gateway.connections()).toBe(0);
  });
});

describe('the session behind a board', () => {
  const start = Date.UTC(2026, 10, 23, 1);

  /** A board that is in, on a clock that stands still. */
  async function inside() {
    const clock = manualClock(start);
    const staged = await stage(clock);
    const client = staged.join();
    const { snapshots } = client.state;
    while (snapshots.length === 0) {
      clock.advance(10);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return { clock, client, ...staged };
  }

  test('a board is let go within a minute of its session ending', async () => {
    const { clock, client, open } = await inside();
    open.clear();
    clock.advance(60_000);
    const state = await client.until(({ endings }) => endings.length > 0);
    expect(state.endings).toEqual(['io server disconnect']);
  });

  test('rights that change while it watches change what it shows', async () => {
    const { board, clock, client, open } = await inside();
    board.put(ringingRow('CA-tax', 'tax'));
    board.put(ringingRow('CA-water', 'water'));
    clock.advance(1_000);
    await client.until(({ calls }) => calls.size === 2);
    open.set(token, { ...actor, role: 'supervisor', departmentIds: ['water'] });
    clock.advance(30_000);
    await client.until(({ calls }) => calls.size === 1 && calls.has('CA-water'));
    open.set(token, { ...actor, role: 'supervisor', departmentIds: ['tax'] });
    clock.advance(30_000);
    await client.until(({ calls }) => calls.size === 1 && calls.has('CA-tax'));
    open.set(token, { ...actor, role: 'official', departmentIds: null });
    clock.advance(30_000);
    const state = await client.until(({ endings }) => endings.length > 0);
    expect(state.endings).toEqual(['io server disconnect']);
  });

  test('a database that does not answer darkens no board', async () => {
    const { board, clock, client, failing, gateway } = await inside();
    failing.sessions = true;
    clock.advance(60_000);
    board.put(ringingRow('CA1'));
    clock.advance(1_000);
    await client.until(({ calls }) => calls.has('CA1'));
    expect(gateway.connections()).toBe(1);
  });
});

describe('a board that stops reading', () => {
  test('costs a bounded queue and gets one fresh snapshot when it reads again', async () => {
    const clock = manualClock(Date.UTC(2026, 10, 23, 1));
    const { base, board } = await stage(clock);
    // By hand: an HTTP long-polling client that opens, joins and watches, but does not poll for a while.
    const url = `${base}/socket.io/?EIO=4&transport=polling`;
    const headers = { cookie };
    const opened = await (await fetch(url, { headers })).text();
    const { sid } = JSON.parse(opened.slice(1)) as { sid: string };
    const poll = async () => (await (await fetch(`${url}&sid=${sid}`, { headers })).text()).split('\x1e');
    const post = (body: string) => fetch(`${url}&sid=${sid}`, { method: 'POST', headers, body });
    await post('40/wallboard,');
    expect((await poll()).join()).toContain('40/wallboard,');
    await post('42/wallboard,["watch",{}]');
    clock.advance(1);
    for (let step = 0; step < 300; step += 1) {
      board.put(ringingRow(`CA${step}`));
      clock.advance(100);
    }
    const missed = await poll();
    const fresh = await poll();
    expect(missed.length).toBeLessThanOrEqual(8);
    expect(fresh).toHaveLength(1);
    const [name, snapshot] = JSON.parse(fresh[0]?.replace('42/wallboard,', '') ?? '') as [string, unknown];
    expect(name).toBe('snapshot');
    const { seq, calls } = snapshotSchema.parse(snapshot);
    expect([seq, calls.length]).toEqual([missed.length + 1, 300]);
  });
});
