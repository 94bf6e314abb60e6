// The account's media streams: which runs on which leg, and the callbacks that tell of them (1.9).

import type { Fields } from '../requestFields.js';
import { openStream, type RunningStream } from '../stream/openStream.js';
import { fail } from './fetchTwiml.js';
import { isOver, keepTask, nowOf } from './leg.js';
import type { Leg, Stream, StreamLine, Streams, StreamWish } from './model.js';

const mostTracks = 4;

export function createStreams(line: StreamLine, newSid: () => string): Streams {
  const all = new Map<string, Stream>();
  const running = new Map<Stream, RunningStream>();
  const runningOn = (leg: Leg) => [...running.keys()].filter((stream) => stream.leg === leg);
  const end = (stream: Stream) => {
    const ending = running.get(stream);
    running.delete(stream);
    stream.status = 'stopped';
    stream.updatedAt = nowOf(stream.leg);
    if (ending)
      keepTask(
        stream.leg.call,
        ending.stop().then(() => tell(stream, 'stream-stopped')),
      );
  };
  const run = async (stream: Stream) => {
    const { leg, wish } = stream;
    const opened = await openStream(line, { sid: stream.sid, leg, wish });
    if ('problem' in opened) {
      if (running.delete(stream)) stream.status = 'stopped';
      fail(leg, 31_920, `The stream's connection failed: ${opened.problem} (31920).`);
      return tell(stream, 'stream-error', opened.problem);
    }
    if (stream.status === 'stopped' || isOver(leg)) return await opened.stop();
    tell(stream, 'stream-started');
    running.set(stream, opened);
    const problem = await opened.over;
    if (problem === null || !running.delete(stream)) return;
    stream.status = 'stopped';
    tell(stream, 'stream-error', problem);
  };
  return {
    all,
    start(leg, wish) {
      const tracks = runningOn(leg).reduce((sum, { wish: { track } }) => sum + tracksOf(track), 0);
      if (tracks + tracksOf(wish.track) > mostTracks) {
        fail(leg, 31_923, `More than ${mostTracks} tracks of one call (31923).`);
        return undefined;
      }
      const stream: Stream = { sid: newSid(), leg, wish, status: 'in-progress', updatedAt: nowOf(leg) };
      all.set(stream.sid, stream);
      running.set(stream, idle);
      keepTask(leg.call, run(stream));
      return stream;
    },
    stop(leg, sidOrName) {
      const found = runningOn(leg).find(({ sid, wish }) => sid === sidOrName || wish.name === sidOrName);
      if (found) end(found);
      return found !== undefined;
    },
    stopAll: (leg) => runningOn(leg).forEach(end),
  };
}

/** Before its connection stands. */
const idle: RunningStream = { over: Promise.resolve(null), stop: async () => {} };

const tracksOf = (track: StreamWish['track']) => (track === 'both_tracks' ? 2 : 1);

function tell({ sid, leg, wish }: Stream, event: string, error = ''): void {
  // A stop of the stand-in breaks connections, too, and is no news.
  if (!wish.statusCallback || leg.call.exchange.stopping.aborted) return;
  const at = nowOf(leg);
  const fields: Fields = [
    ['AccountSid', leg.facts.accountSid],
    ['CallSid', leg.facts.sid],
    ['StreamSid', sid],
    ['StreamName', wish.name ?? sid],
    ['StreamEvent', event],
    ...(error === '' ? [] : ([['StreamError', error]] satisfies Fields)),
    // Unlike all other stamps of Twilio's.
    ['Timestamp', new Date(at).toISOString()],
  ];
  leg.call.sending.tell({ at, sid: leg.facts.sid, hook: wish.statusCallback, fields, wants: 'nothing' });
}
