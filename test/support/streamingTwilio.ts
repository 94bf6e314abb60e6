// The part of Twilio that opens media streams: takes the REST request for one, and plays sound into it as Twilio would.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import twilio from 'twilio';
import { WebSocket } from 'ws';
import { publicBaseUrl, twilioAccount } from './testServer.js';

/** What the product asked for: the leg and the fields of the form. */
export interface StreamWish {
  legSid: string;
  form: URLSearchParams;
}

export interface StreamingTwilio {
  url: string;
  wishes: StreamWish[];
  close(): Promise<void>;
}

export async function startStreamingTwilio(): Promise<StreamingTwilio> {
  const wishes: StreamWish[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += String(part);
    const legSid = /Calls\/(CA[0-9a-f]{32})\/Streams\.json$/.exec(request.url ?? '')?.[1];
    if (legSid) wishes.push({ legSid, form: new URLSearchParams(body) });
    response.writeHead(legSid ? 201 : 404, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(legSid ? { sid: `MZ${legSid.slice(2)}`, call_sid: legSid } : { code: 20404, status: 404 }),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    wishes,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

export const streamUrl = `${publicBaseUrl.replace(/^http/, 'ws')}/voice/stream`;

/** A stream's socket, signed as Twilio signs it; resolves when it is open, rejects when it is refused. */
export async function openStream(base: string, signature?: string): Promise<WebSocket> {
  const signed = signature ?? twilio.getExpectedTwilioSignature(twilioAccount.token, streamUrl, {});
  const address = `${base.replace(/^http/, 'ws')}/voice/stream`;
  const socket = new WebSocket(address, { headers: { 'x-twilio-signature': signed } });
  await once(socket, 'open');
  return socket;
}

export interface Sound {
  /** mu-law. */
  inbound?: Uint8Array;
  outbound?: Uint8Array;
}

const frame = 160;

/** Everything from `connected` to `stop`, as fast as it can be sent: the times stand in the messages. */
export function playSound(socket: WebSocket, start: { callSid: string; ticket: string }, sound: Sound): void {
  const streamSid = `MZ${start.callSid.slice(2)}`;
  let sequence = 0;
  const send = (event: string, fields: object) => {
    sequence += 1;
    socket.send(JSON.stringify({ event, sequenceNumber: String(sequence), streamSid, ...fields }));
  };
  socket.send(JSON.stringify({ event: 'connected', protocol: 'Call', version: '1.0.0' }));
  send('start', {
    start: {
      accountSid: twilioAccount.sid,
      streamSid,
      callSid: start.callSid,
      tracks: ['inbound', 'outbound'],
      mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
      customParameters: { ticket: start.ticket },
    },
  });
  const longest = Math.max(sound.inbound?.length ?? 0, sound.outbound?.length ?? 0);
  for (let at = 0, chunk = 1; at < longest; at += frame, chunk += 1) {
    for (const track of ['inbound', 'outbound'] as const) {
      const payload = sound[track]?.subarray(at, at + frame);
      if (!payload?.length) continue;
      const media = {
        track,
        chunk: String(chunk),
        timestamp: String(at / 8),
        payload: Buffer.from(payload).toString('base64'),
      };
      send('media', { media });
    }
  }
  send('stop', { stop: { accountSid: twilioAccount.sid, callSid: start.callSid } });
}
