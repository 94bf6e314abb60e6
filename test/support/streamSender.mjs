// Many media streams in real time from a process of its own, so that the work of sending is not counted as the server's.
// Each 20 ms every stream sends a frame of both tracks. Every tenth time a ping follows: sockets keep the order and the
// server answers it only when it has dealt with the frames before, so that its pong bounds when they were received. The
// streams ping by turns, so that of fifty one asks every 4 ms: a server that stood still would be seen.
import { WebSocket } from 'ws';

const frameBytes = 160;
const frameMs = 20;
const framesPerPing = 10;

/**
 * @param wish address, signature, accountSid, seconds, sound (mu-law, base64, by track), streams (callSid and ticket)
 * @returns lags in ms, from when a frame was due and from when it was really sent
 */
async function send(wish) {
  const sound = Object.fromEntries(
    Object.entries(wish.sound).map(([track, text]) => [track, framesOf(Buffer.from(text, 'base64'))]),
  );
  const streams = await Promise.all(wish.streams.map((one, index) => open(wish, one, index)));
  const lags = [];
  const server = [];
  const begun = performance.now();
  for (const { socket, offset } of streams) {
    socket.on('pong', (said) => {
      const now = performance.now() - begun;
      const [due, sentAt] = String(said).split(' ').map(Number);
      lags.push(now - offset - due);
      server.push(now - sentAt);
    });
  }
  const frames = (wish.seconds * 1000) / frameMs;
  await new Promise((resolve) => {
    const turn = () => {
      const now = performance.now() - begun;
      let isOver = true;
      for (const stream of streams) {
        while (stream.sent < frames && stream.offset + stream.sent * frameMs <= now) {
          const due = stream.sent * frameMs;
          for (const track of ['inbound', 'outbound']) sendFrame(stream, track, due, sound[track]);
          stream.sent += 1;
          if ((stream.sent + stream.turn) % framesPerPing === 0)
            stream.socket.ping(`${due} ${performance.now() - begun}`);
        }
        if (stream.sent < frames) isOver = false;
      }
      if (isOver) resolve();
      else setTimeout(turn, 2);
    };
    turn();
  });
  await Promise.all(streams.map((stream) => close(wish, stream)));
  return { lags, server };
}

function framesOf(bytes) {
  const frames = [];
  for (let at = 0; at < bytes.length; at += frameBytes)
    frames.push(bytes.subarray(at, at + frameBytes).toString('base64'));
  return frames;
}

async function open({ address, signature, accountSid, streams }, { callSid, ticket }, index) {
  const socket = new WebSocket(address, { headers: { 'x-twilio-signature': signature } });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const streamSid = `MZ${callSid.slice(2)}`;
  // Calls do not begin in step.
  const offset = (index * frameMs) / streams.length;
  const stream = { socket, streamSid, callSid, sent: 0, sequence: 0, offset, turn: index };
  socket.send(JSON.stringify({ event: 'connected', protocol: 'Call', version: '1.0.0' }));
  say(stream, 'start', {
    start: {
      accountSid,
      streamSid,
      callSid,
      tracks: ['inbound', 'outbound'],
      mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
      customParameters: { ticket },
    },
  });
  return stream;
}

function say(stream, event, fields) {
  stream.sequence += 1;
  const { streamSid } = stream;
  stream.socket.send(JSON.stringify({ event, sequenceNumber: String(stream.sequence), streamSid, ...fields }));
}

function sendFrame(stream, track, due, frames) {
  const payload = frames[stream.sent % frames.length];
  say(stream, 'media', { media: { track, chunk: String(stream.sent + 1), timestamp: String(due), payload } });
}

/** A pong to what comes last: nothing is under way any more. */
async function close({ accountSid }, stream) {
  const { socket, callSid } = stream;
  say(stream, 'stop', { stop: { accountSid, callSid } });
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.close();
  await closed;
}

process.once('message', async (wish) => {
  process.send(await send(wish), () => process.disconnect());
});
