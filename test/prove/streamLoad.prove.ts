// What listening costs: fifty desks heard at once in real time, both sides. Processor time is the server process's own, as
// the kernel counts it, less what it uses when idle. A frame's lag runs from when it was due to the server's pong to a ping
// sent right behind it; sockets keep the order, so that the frame was received before: the true lag is no longer.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import twilio from 'twilio';
import { takeTurns, voiceLike } from '../../scripts/simulate/speech/voiceLike.js';
import { callViewSchema } from '../../server/contract/callView.js';
import { signInAt, startBuiltServer } from '../support/builtServer.js';
import { quantile, report } from '../support/report.js';
import { type StreamWish, startStreamingTwilio, streamUrl } from '../support/streamingTwilio.js';
import { twilioAccount } from '../support/testServer.js';
import { postSigned, stampOf } from '../support/twilioClient.js';

const streams = Number(process.env['PROVE_STREAMS'] ?? 50);
const seconds = Number(process.env['PROVE_STREAM_SECONDS'] ?? 30);
const idleSeconds = Math.min(5, seconds);
/** Of one core, for fifty streams. */
const mostShare = 0.25;
const mostLagMs = 200;
/** The kernel counts processor time in hundredths of a second. */
const ticksPerSecond = 100;

const sender = fileURLToPath(new URL('../support/streamSender.mjs', import.meta.url));
const sidOf = (index: number) => `CA${index.toString(16).padStart(32, '0')}`;
const rootOf = (index: number) => sidOf(index * 2 + 1);
const legOf = (index: number) => sidOf(index * 2 + 2);

/** Of all threads, in seconds. */
async function processorSeconds(pid: number): Promise<number> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The program's name, in brackets, may hold blanks; user and system time are fields 14 and 15.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

async function answerDesk(base: string, index: number): Promise<void> {
  const { status } = await postSigned(base, `/voice/status?root=${rootOf(index)}&step=1`, {
    CallSid: legOf(index),
    ParentCallSid: rootOf(index),
    From: '+821000000001',
    To: 'sip:2001@desk.hanbit.example',
    Direction: 'outbound-dial',
    CallStatus: 'in-progress',
    SequenceNumber: '2',
    Timestamp: stampOf(Date.now()),
  });
  expect(status).toBe(204);
}

const ticketOf = ({ legSid, form }: StreamWish) => ({ callSid: legSid, ticket: form.get('Parameter1.Value') ?? '' });

interface Measured {
  /** ms from when a frame was due. */
  lags: number[];
  /** ms from when it was really sent: the sender shares the machine. */
  server: number[];
}

async function sendStreams(base: string, wishes: readonly StreamWish[]): Promise<Measured> {
  const { official, citizen } = voiceLike(takeTurns(8_000, 0), 8_000);
  const child = fork(sender, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child.send({
    address: `${base.replace(/^http/, 'ws')}/voice/stream`,
    signature: twilio.getExpectedTwilioSignature(twilioAccount.token, streamUrl, {}),
    accountSid: twilioAccount.sid,
    seconds,
    sound: {
      inbound: Buffer.from(official).toString('base64'),
      outbound: Buffer.from(citizen).toString('base64'),
    },
    streams: wishes.map(ticketOf),
  });
  const [measured] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [Measured | number];
  if (typeof measured !== 'object') throw new Error(`The sender ended with ${measured}.`);
  return measured;
}

/** Resolves when what was heard of the call is stored. */
async function untilHeard(base: string, cookie: string, sid: string): Promise<void> {
  for (;;) {
    const response = await fetch(`${base}/api/calls/${sid}`, { headers: { cookie } });
    const { events } = callViewSchema.parse(await response.json());
    if (events.some(({ kind }) => kind === 'speech')) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test(
  `${streams} desks are heard at once with a quarter of a core for fifty, and without lag`,
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'samsamsam-streams-'));
    const rest = await startStreamingTwilio();
    const server = await startBuiltServer({ DATA_DIR: dataDir, TWILIO_API_BASE_URL: rest.url });
    try {
      const pid = server.process.pid ?? 0;
      const cookie = await signInAt(server.base);
      for (let index = 0; index < streams; index += 1) await answerDesk(server.base, index);
      while (rest.wishes.length < streams) await new Promise((resolve) => setTimeout(resolve, 20));

      const idleFrom = await processorSeconds(pid);
      await new Promise((resolve) => setTimeout(resolve, idleSeconds * 1000));
      const idleShare = ((await processorSeconds(pid)) - idleFrom) / idleSeconds;

      const [from, begun] = [await processorSeconds(pid), performance.now()];
      const { lags, server: sinceSent } = await sendStreams(server.base, rest.wishes);
      for (let index = 0; index < streams; index += 1) await untilHeard(server.base, cookie, rootOf(index));
      const elapsed = (performance.now() - begun) / 1000;
      const used = (await processorSeconds(pid)) - from - idleShare * elapsed;
      const share = (used / seconds) * (50 / streams);

      const lag = `${quantile(lags, 0.5).toFixed(1)} ms median, ${Math.max(...lags).toFixed(0)} ms most`;
      const sent = `${Math.max(...sinceSent).toFixed(0)} ms most since they were sent`;
      report(`${streams} streams of ${seconds} s`, `${(share * 100).toFixed(1)} % of one core for fifty`);
      report('idle beside it', `${(idleShare * 100).toFixed(1)} % of one core`);
      report('lag of frames, due to received', `${lag} of ${lags.length}; ${sent}`);
      expect(lags).toHaveLength(Math.floor((seconds * 1000) / 20 / 10) * streams);
      expect(share).toBeLessThan(mostShare);
      expect(Math.max(...lags)).toBeLessThan(mostLagMs);
    } finally {
      await server.stop();
      await rest.close();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
  (seconds + 60) * 1_000,
);
