// One media stream's WebSocket: a signed upgrade, then connected, start, media frame by frame in the leg's own time, and stop (1.9).

import twilio from 'twilio';
import { WebSocket } from 'ws';
import { nowOf } from '../engine/leg.js';
import type { Leg, StreamLine } from '../engine/model.js';
import type { StreamVerb } from '../twiml/verbs.js';
import { createFrames } from './frames.js';

export interface RunningStream {
  /** Resolves when the connection is gone: null after `stop`, else why. */
  over: Promise<string | null>;
  /** Sends the stop message, and closes once everything is on its way. */
  stop(): Promise<void>;
}

export interface StreamWork {
  sid: string;
  leg: Leg;
  wish: Omit<StreamVerb, 'verb'>;
}

/** Twilio waits no longer for the upgrade. */
const upgradeLimitMs = 5_000;
const frameMs = 20;

export async function openStream(line: StreamLine, work: StreamWork): Promise<RunningStream | { problem: string }> {
  const { leg, wish } = work;
  const { clock } = leg.call;
  const socket = new WebSocket(addressOf(line, wish.url), {
    // Signed over the address exactly as given, without fields.
    headers: { 'x-twilio-signature': twilio.getExpectedTwilioSignature(line.authToken, wish.url, {}) },
    handshakeTimeout: upgradeLimitMs,
    perMessageDeflate: false,
  });
  let problem: string | null = null;
  socket.on('error', (error) => {
    problem = error.message;
  });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const opened = new Promise<void>((resolve) => socket.once('open', () => resolve()));
  await clock.during(Promise.race([opened, closed]));
  if (socket.readyState !== WebSocket.OPEN) return { problem: problem ?? 'closed at once' };

  let isStopping = false;
  const over = closed.then(() => (isStopping ? null : (problem ?? 'closed by the other side')));
  const send = (message: object) =>
    clock.during(new Promise<void>((resolve) => socket.send(JSON.stringify(message), () => resolve())));
  const { call, facts } = leg;
  const { accountSid, sid: callSid } = facts;
  let sequence = 0;
  const number = () => {
    sequence += 1;
    return String(sequence);
  };
  await send({ event: 'connected', protocol: 'Call', version: '1.0.0' });
  await send({
    event: 'start',
    sequenceNumber: number(),
    start: {
      streamSid: work.sid,
      accountSid,
      callSid,
      tracks: tracksOf(wish.track),
      mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8_000, channels: 1 },
      customParameters: Object.fromEntries(wish.parameters),
    },
    streamSid: work.sid,
  });

  const { stopping } = call.exchange;
  const startedAt = nowOf(leg);
  const frames = createFrames(leg);
  let chunk = 0;
  let tick: Promise<void> = Promise.resolve();
  let cancel = () => {};
  const sendDue = async () => {
    // A timer that came late sends all that is due: no frame is left out.
    while (!isStopping && startedAt + (chunk + 1) * frameMs <= clock.now()) {
      const from = startedAt + chunk * frameMs;
      chunk += 1;
      for (const track of tracksOf(wish.track)) {
        const payload = Buffer.from(await clock.during(frames(track, from))).toString('base64');
        const media = { track, chunk: String(chunk), timestamp: String(from - startedAt), payload };
        await send({ event: 'media', sequenceNumber: number(), media, streamSid: work.sid });
      }
    }
  };
  const plan = () => {
    if (isStopping || socket.readyState !== WebSocket.OPEN || stopping.aborted) return;
    cancel = clock.at(startedAt + (chunk + 1) * frameMs, () => {
      tick = sendDue().then(plan);
    });
  };
  plan();
  const breakOff = () => socket.terminate();
  stopping.addEventListener('abort', breakOff, { once: true });
  void over.then(() => {
    cancel();
    stopping.removeEventListener('abort', breakOff);
  });
  return {
    over,
    async stop() {
      if (isStopping) return;
      cancel();
      await tick;
      cancel();
      // The last frame ends where the leg ends.
      await sendDue();
      isStopping = true;
      await send({ event: 'stop', sequenceNumber: number(), stop: { accountSid, callSid }, streamSid: work.sid });
      socket.close(1000);
      await clock.during(closed);
    },
  };
}

function tracksOf(track: StreamVerb['track']): readonly ('inbound' | 'outbound')[] {
  if (track === 'both_tracks') return ['inbound', 'outbound'];
  return [track === 'inbound_track' ? 'inbound' : 'outbound'];
}

function addressOf({ publicBaseUrl, target }: StreamLine, url: string): string {
  const base = publicBaseUrl.replace(/^http/, 'ws');
  return url.startsWith(base) ? target.replace(/^http/, 'ws') + url.slice(base.length) : url;
}
