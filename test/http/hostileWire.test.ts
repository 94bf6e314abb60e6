// Bytes that no browser sends: crooked addresses and heads, smuggled and endless and slow bodies. Refused, bounded, forgotten.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { manualClock } from '../support/manualClock.js';
import { rawRequest } from '../support/rawRequest.js';
import { storeChecksums } from '../support/storeChecksums.js';
import { startTestServer, type TestServer } from '../support/testServer.js';

const mark = 'zqxj7';
/** A whole request must have arrived within this; the product gives a telephone on a bad line more. */
const requestLimitMs = 300;

let server: TestServer;
let cookie: string;
let before: Record<string, string>;
beforeAll(async () => {
  server = await startTestServer({ clock: manualClock(Date.UTC(2026, 10, 23, 1)), requestLimitMs });
  cookie = await server.signIn();
  await server.get('/api/board');
  before = await storeChecksums(server.parts.store);
});
afterAll(() => server.stop());

const lines = (...all: string[]) => `${all.join('\r\n')}\r\n\r\n`;
const get = (path: string, ...headers: string[]) =>
  lines(
    `GET ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    `Cookie: ${cookie}`,
    'Accept: application/json',
    'Connection: close',
    ...headers,
  );
const post = (...headers: string[]) =>
  lines(
    'POST /api/session HTTP/1.1',
    'Host: 127.0.0.1',
    'Connection: close',
    'Content-Type: application/json',
    ...headers,
  );

async function answerTo(bytes: string | Buffer): Promise<[number, string | undefined]> {
  const { text, status, code } = await rawRequest(server.port, bytes);
  expect(text).not.toContain(mark);
  expect(text).not.toMatch(/^set-cookie|^x-smuggled|node_modules|\n\s+at /im);
  return [status, code];
}

describe('an address', () => {
  test.each([
    [`/api/calls/${mark}%00`, 404, 'CALL_NOT_FOUND'],
    [`/api/calls/..%2f..%2f${mark}`, 404, 'CALL_NOT_FOUND'],
    [`/api/calls/${mark}%0d%0aSet-Cookie:%20samsamsam=x`, 404, 'CALL_NOT_FOUND'],
    [`/api/calls/%ff${mark}`, 400, 'BAD_REQUEST'],
    [`/api/../${mark}/../api/nothing`, 404, 'NOT_FOUND'],
    [`//evil.example/${mark}`, 404, 'NOT_FOUND'],
    [`/assets/..%2f..%2f..%2fetc%2fpasswd`, 404, 'NOT_FOUND'],
    [`/assets/%2e%2e/%2e%2e/package.json`, 404, 'NOT_FOUND'],
    [`/assets/${mark}%00.js`, 404, 'NOT_FOUND'],
    [`http://evil.example/api/${mark}`, 404, 'NOT_FOUND'],
    [`/api/calls?q=${mark.repeat(2_000)}`, 400, 'BAD_REQUEST'],
    [`/api/${mark.repeat(5_000)}`, 431, 'HEADERS_TOO_LARGE'],
    [`/api/calls/a b`, 400, 'BAD_REQUEST'],
    [`/api/\u0001${mark}`, 400, 'BAD_REQUEST'],
  ])('address %# is refused', async (path, status, code) => {
    expect([path, ...(await answerTo(get(path)))]).toEqual([path, status, code]);
  });
});

describe('a head', () => {
  test.each([
    ['a header too long', `X-Long: ${mark.repeat(5_000)}`, 431, 'HEADERS_TOO_LARGE'],
    [
      'headers without end',
      Array.from({ length: 2_000 }, (_one, at) => `X-${at}: ${mark}`).join('\r\n'),
      431,
      'HEADERS_TOO_LARGE',
    ],
    ['a header over two lines', `X-Folded: a\r\n ${mark}`, 400, 'BAD_REQUEST'],
    ['a header without a colon', mark, 400, 'BAD_REQUEST'],
    ['a name with a space', `X ${mark}: 1`, 400, 'BAD_REQUEST'],
    ['a control character', `X-Odd: \u0000${mark}`, 400, 'BAD_REQUEST'],
    ['a bare line end', `X-Odd: 1\nX-Smuggled: ${mark}`, 400, 'BAD_REQUEST'],
    ['two lengths', 'Content-Length: 5\r\nContent-Length: 6', 400, 'BAD_REQUEST'],
    ['a length and chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked', 400, 'BAD_REQUEST'],
    ['a negative length', 'Content-Length: -1', 400, 'BAD_REQUEST'],
  ])('with %s is refused', async (_what, header, status, code) => {
    expect(await answerTo(get('/api/board', header))).toEqual([status, code]);
  });

  test('cannot make the server speak of another host, or believe in another sender', async () => {
    for (const header of [
      `Forwarded: host=${mark}.example`,
      `X-Forwarded-Host: ${mark}.example`,
      `X-Original-URL: /${mark}`,
    ]) {
      expect(await answerTo(get('/api/nothing', header))).toEqual([404, 'NOT_FOUND']);
    }
    const foreign = lines(
      'GET /api/board HTTP/1.1',
      `Host: ${mark}.example`,
      `Cookie: ${cookie}`,
      'Origin: http://127.0.0.1',
      'Connection: close',
    );
    expect(await answerTo(foreign)).toEqual([403, 'ORIGIN_REFUSED']);
  });

  test.each(['TRACE', 'OPTIONS', 'PATCH', 'PROPFIND'])('of a %s is refused', async (method) => {
    const asked = (path: string) =>
      lines(
        `${method} ${path} HTTP/1.1`,
        'Host: 127.0.0.1',
        `X-Probe: ${mark}`,
        `Cookie: ${cookie}`,
        'Connection: close',
      );
    expect(await answerTo(asked('/api/board'))).toEqual([405, 'METHOD_NOT_ALLOWED']);
    expect(await answerTo(asked('/api/nothing'))).toEqual([404, 'NOT_FOUND']);
    expect(await answerTo(asked('/'))).toEqual([404, 'NOT_FOUND']);
  });

  test('of a method that is none, or of another protocol, is refused', async () => {
    expect(await answerTo(lines(`${mark.toUpperCase()} / HTTP/1.1`, 'Host: 127.0.0.1'))).toEqual([400, 'BAD_REQUEST']);
    expect(await answerTo(lines('GET / HTTP/9.9', 'Host: 127.0.0.1'))).toEqual([400, 'BAD_REQUEST']);
    expect(await answerTo(Buffer.from([0x16, 0x03, 0x01, 0x00, 0x05, 0x01, 0x00]))).toEqual([400, 'BAD_REQUEST']);
    const { text, status } = await rawRequest(
      server.port,
      lines('CONNECT evil.example:443 HTTP/1.1', 'Host: evil.example'),
    );
    expect([status, text]).toEqual([0, '']);
  });
});

describe('a body', () => {
  const large = mark.repeat(10_000);

  test('longer than a form is refused, announced or not', async () => {
    expect(await answerTo(`${post(`Content-Length: ${large.length}`)}${large}`)).toEqual([413, 'BODY_TOO_LARGE']);
    expect(await answerTo(post('Content-Length: 99999999999'))).toEqual([413, 'BODY_TOO_LARGE']);
    const chunks = `${large.length.toString(16)}\r\n${large}\r\n`.repeat(4);
    expect(await answerTo(`${post('Transfer-Encoding: chunked')}${chunks}0\r\n\r\n`)).toEqual([413, 'BODY_TOO_LARGE']);
  });

  test('in broken chunks, of another encoding or in another alphabet is refused', async () => {
    expect(await answerTo(`${post('Transfer-Encoding: chunked')}nonsense\r\n`)).toEqual([400, 'BAD_REQUEST']);
    expect(await answerTo(`${post('Content-Encoding: gzip', 'Content-Length: 5')}${mark}`)).toEqual([
      400,
      'BAD_REQUEST',
    ]);
    expect(await answerTo(`${post('Content-Encoding: br2', 'Content-Length: 5')}${mark}`)).toEqual([
      415,
      'TYPE_UNSUPPORTED',
    ]);
  });
});

describe('a sender that takes its time', () => {
  function* letters(): Generator<string> {
    for (;;) yield 'x';
  }
  /** Some checks of the limit, on a machine that has other things to do. */
  const bounded = 5_000;

  test.each([
    ['a head', 'GET /api/board HTTP/1.1\r\nX-Slow: '],
    ['a body', post('Content-Length: 16000')],
    ['a chunk', `${post('Transfer-Encoding: chunked')}3e80\r\n`],
  ])('over %s is cut off', async (_what, start) => {
    const since = performance.now();
    const { status, code } = await rawRequest(server.port, start, { drip: { parts: letters(), everyMs: 20 } });
    expect([status, code]).toEqual([408, 'REQUEST_TIMEOUT']);
    expect(performance.now() - since).toBeGreaterThanOrEqual(requestLimitMs - 50);
    expect(performance.now() - since).toBeLessThan(bounded);
  });

  test('and says nothing at all is cut off too, and others are served meanwhile', async () => {
    const silent = Array.from({ length: 100 }, () =>
      rawRequest(server.port, 'POST /api/session HTTP/1.1\r\nHost: x\r\n'),
    );
    expect((await server.get('/api/board')).status).toBe(200);
    const answers = await Promise.all(silent);
    expect(new Set(answers.map(({ code }) => code))).toEqual(new Set(['REQUEST_TIMEOUT']));
  });
});

test('of all this nothing was stored', async () => {
  expect(await storeChecksums(server.parts.store)).toEqual(before);
});
