// A stand-in for the product's server: serves a built client and plays invented boards, with the strict policy of the real one.

import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { Server, type Socket } from 'socket.io';
import type { ClientToServer, Delta, ServerToClient, Watch } from '../../server/contract/board.js';
import { abilities } from '../../server/contract/roles.js';
import { type Scene, settings } from './boardFixture.js';

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

async function readForm(request: IncomingMessage): Promise<{ password?: string }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as { password?: string };
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** `folder`: a built client. The password that is accepted is "right". */
export async function openFixture(folder: string, scene: Scene): Promise<Fixture> {
  const sockets = new Map<Socket<ClientToServer, ServerToClient>, number>();
  const watches: Watch[] = [];
  let shown = scene;
  let isSignedIn = true;
  let hasPulse = true;

  const answerSession = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.method === 'POST') isSignedIn = (await readForm(request)).password === 'right';
    if (request.method === 'DELETE') {
      isSignedIn = false;
      return json(response, 200, {});
    }
    if (isSignedIn)
      return json(response, 200, {
        email: 'a@city.example',
        role: 'admin',
        departmentIds: null,
        abilities: [...abilities],
        mustChangePassword: false,
        expiresAt: '2026-11-24T00:00:00Z',
      });
    const code = request.method === 'POST' ? 'SIGN_IN_FAILED' : 'SIGN_IN_REQUIRED';
    return json(response, 401, { error: { code, message: 'refused' } });
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = new URL(request.url ?? '/', 'http://fixture').pathname;
    if (path === '/api/session') return answerSession(request, response);
    if (path === '/api/board') return json(response, 200, settings);
    const file = join(folder, normalize(path === '/' ? '/index.html' : path));
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
