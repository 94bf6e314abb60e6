// A stand-in for the product's server: serves a built client and plays invented boards, with the strict policy of the real one.

import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { Server, type Socket } from 'socket.io';
import type { ClientToServer, Delta, ServerToClient, Watch } from '../../server/contract/board.js';
import type { ErrorCode } from '../../server/contract/errorView.js';
import type { SessionView } from '../../server/contract/session.js';
import { type Scene, settings } from './boardFixture.js';
import { adminSession } from './deskCity.js';
import type { Api } from './deskFixture.js';

export interface Fixture {
  url: string;
  /** Every `watch` that was heard, in order. */
  watches: Watch[];
  show: (scene: Scene) => void;
  /** What the next snapshot will hold; nothing is sent now. */
  hold: (scene: Scene) => void;
  send: (change: Partial<Omit<Delta, 'seq' | 'at'>>) => void;
  /** Uses up a number without sending it: a hole. */
  skip: () => void;
  /** Stops or resumes the regular sign of life. */
  setPulse: (isOn: boolean) => void;
  setSignedIn: (isSignedIn: boolean) => void;
  close: () => Promise<void>;
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const policy = "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
const pulseMs = 400;

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? null : JSON.parse(text);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body === null ? '' : JSON.stringify(body));
}

export interface FixtureOptions {
  /** What answers below /api beside session and board. */
  apis?: readonly Api[];
  session?: SessionView;
  /** The code without which the right password is not enough. */
  code?: string;
  /** The name of the city's own sign-in. */
  sso?: string;
}

/** `folder`: a built client. The password that is accepted is "right"; with "locked" the account is locked. */
export async function openFixture(folder: string, scene: Scene, options: FixtureOptions = {}): Promise<Fixture> {
  const sockets = new Map<Socket<ClientToServer, ServerToClient>, number>();
  const watches: Watch[] = [];
  let shown = scene;
  let isSignedIn = true;
  let hasPulse = true;

  const session = options.session ?? adminSession;
  const refuse = (response: ServerResponse, status: number, code: ErrorCode) =>
    json(response, status, { error: { code, message: 'refused' } });
  const signIn = (response: ServerResponse, { password, code }: { password?: string; code?: string }) => {
    isSignedIn = false;
    if (password === 'locked' && code !== 'recovery-code') return refuse(response, 429, 'SIGN_IN_LOCKED');
    if (password !== 'right' && password !== 'locked') return refuse(response, 401, 'SIGN_IN_FAILED');
    if (password === 'right' && options.code !== undefined && code !== options.code)
      return refuse(response, 401, code === undefined ? 'CODE_REQUIRED' : 'CODE_WRONG');
    isSignedIn = true;
    return json(response, 200, session);
  };
  const answerSession = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.method === 'POST') return signIn(response, (await readBody(request)) as { password?: string });
    if (request.method === 'DELETE') {
      isSignedIn = false;
      return json(response, 200, {});
    }
    return isSignedIn ? json(response, 200, session) : refuse(response, 401, 'SIGN_IN_REQUIRED');
  };
  const answerApi = async (request: IncomingMessage, response: ServerResponse, { pathname, searchParams }: URL) => {
    if (!isSignedIn) return refuse(response, 401, 'SIGN_IN_REQUIRED');
    const asked = { method: request.method ?? '', path: pathname, query: searchParams, body: await readBody(request) };
    for (const api of options.apis ?? []) {
      const answered = api(asked);
      if (answered) return json(response, answered.status, answered.body);
    }
    return refuse(response, 404, 'NOT_FOUND');
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://fixture');
    const path = url.pathname;
    if (path === '/api/session') return answerSession(request, response);
    if (path === '/api/session/options')
      return json(response, 200, { sso: options.sso ? { name: options.sso } : null });
    if (path === '/api/board') return json(response, 200, settings);
    if (path.startsWith('/api/')) return answerApi(request, response, url);
    // Like the real one: an address without a file is one of the page's own.
    const file = join(folder, normalize(extname(path) === '' ? '/index.html' : path));
    const body = await readFile(file).catch(() => null);
    if (!body) return json(response, 404, { error: { code: 'NOT_FOUND', message: 'nothing here' } });
    response.writeHead(200, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': policy,
    });
    return response.end(body);
  };

  const http = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => json(response, 500, { error: String(error) }));
  });
  const io = new Server<ClientToServer, ServerToClient>(http);
  const next = (socket: Socket<ClientToServer, ServerToClient>) => {
    const seq = (sockets.get(socket) ?? -1) + 1;
    sockets.set(socket, seq);
    return { seq, at: new Date().toISOString() };
  };
  const snapshot = (socket: Socket<ClientToServer, ServerToClient>) =>
    socket.emit('snapshot', { ...next(socket), ...shown });
  const delta: Fixture['send'] = (change) => {
    for (const socket of sockets.keys()) socket.emit('delta', { calls: [], gone: [], ...change, ...next(socket) });
  };
  io.of('/wallboard').on('connection', (socket) => {
    sockets.set(socket, -1);
    socket.on('watch', (watch) => {
      watches.push(watch);
      snapshot(socket);
    });
    socket.on('disconnect', () => sockets.delete(socket));
  });
  const pulse = setInterval(() => {
    if (hasPulse) delta({});
  }, pulseMs);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    watches,
    show: (scene) => {
      shown = scene;
      for (const socket of sockets.keys()) snapshot(socket);
    },
    hold: (scene) => {
      shown = scene;
    },
    send: delta,
    skip: () => {
      for (const socket of sockets.keys()) next(socket);
    },
    setPulse: (isOn) => {
      hasPulse = isOn;
    },
    setSignedIn: (is) => {
      isSignedIn = is;
    },
    close: async () => {
      clearInterval(pulse);
      await io.close();
    },
  };
}
