// One media stream from its first message to its last: the sound becomes two tracks of levels, and in the end one speech event.
import type { WebSocket } from 'ws';
import type { Clock } from '../base/clock.js';
import type { SpeechEvent } from '../calls/callEvent.js';
import { measureSpeech } from '../speech/closingPause.js';
import type { Segment } from '../speech/findSpeech.js';
import type { StreamTicket, StreamTickets } from '../speech/streamTicket.js';
import { createTrack, type Track } from '../speech/track.js';
import { readStreamMessage, type StreamStart } from './streamMessage.js';

/** Policy violation and protocol error of RFC 6455, section 7.4.1. */
const refused = 1008;
const malformed = 1002;
/** From the upgrade to `start` Twilio takes 5 ms; then at least fifty messages a second. */
const silentMs = 15_000;
/** A word every three seconds through the longest call. */
const mostSegments = 2_000;

export interface StreamParts {
  tickets: Pick<StreamTickets, 'redeem'>;
  clock: Clock;
  /** What was heard; called once for each stream that had a start. */
  onSpeech(event: SpeechEvent): void;
}

/** Nearest words are joined until there are few enough. */
function bounded(segments: readonly Segment[]): [number, number][] {
  let kept = segments.map(({ from, to }): [number, number] => [from, to]);
  for (let gap = 500; kept.length > mostSegments; gap *= 2) {
    kept = kept.reduce<[number, number][]>((joined, [from, to]) => {
      const last = joined.at(-1);
      if (last && from - last[1] < gap) last[1] = to;
      else joined.push([from, to]);
      return joined;
    }, []);
  }
  return kept;
}

interface Heard {
  start: StreamStart;
  ticket: StreamTicket;
  startedAt: number;
  /** By Twilio's word for it: inbound is the official, whose leg this is. */
  tracks: { inbound?: Track; outbound?: Track };
}

function toSpeechEvent({ start, ticket, startedAt, tracks }: Heard, receivedAt: number): SpeechEvent {
  const { official, citizen, endMs, pause } = measureSpeech(tracks.inbound?.frames(), tracks.outbound?.frames());
  return {
    kind: 'speech',
    key: `speech:${start.streamSid}`,
    callSid: ticket.legSid,
    rootSid: ticket.rootSid,
    receivedAt,
    raw: [],
    streamSid: start.streamSid,
    startedAt,
    endMs,
    official: bounded(official),
    citizen: bounded(citizen),
    pause,
  };
}

export function listenToStream(socket: WebSocket, { tickets, clock, onSpeech }: StreamParts): void {
  let heard: Heard | undefined;
  let heardAt = clock.now();
  let isOver = false;
  let cancel = () => {};

  function end(): void {
    if (isOver) return;
    isOver = true;
    cancel();
    if (!heard) return;
    const { inbound, outbound } = heard.tracks;
    inbound?.close();
    outbound?.close();
    onSpeech(toSpeechEvent(heard, clock.now()));
  }

  function watchSilence(): void {
    cancel = clock.at(heardAt + silentMs, () => {
      if (clock.now() - heardAt < silentMs) return watchSilence();
      end();
      socket.terminate();
    });
  }

  function begin(start: StreamStart): boolean {
    const ticket = heard ? undefined : tickets.redeem(start.customParameters.ticket);
    if (ticket?.legSid !== start.callSid) return false;
    heard = { start, ticket, startedAt: clock.now(), tracks: {} };
    return true;
  }

  socket.on('message', (data, isBinary) => {
    const message = isBinary ? undefined : readStreamMessage(String(data));
    if (!message) return socket.close(malformed);
    heardAt = clock.now();
    if (message.kind === 'start' && !begin(message.start)) return socket.close(refused);
    if (message.kind === 'media') {
      if (!heard) return socket.close(refused);
      heard.tracks[message.track] ??= createTrack();
      heard.tracks[message.track]?.add(message.timestampMs, message.sound);
    }
    if (message.kind === 'stop') end();
  });
  socket.once('close', end);
  // The close that follows ends the stream.
  socket.on('error', () => undefined);
  watchSilence();
}
