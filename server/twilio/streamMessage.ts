// The messages of a media stream that matter to us, read from Twilio's JSON: its start, its sound, its end.
import { z } from 'zod';
import { sidOf } from './readCallback.js';

/** 200 ms of mu-law; Twilio sends 20. */
const mostPayload = 1_600;

const startSchema = z.object({
  event: z.literal('start'),
  start: z.object({
    streamSid: z.string().refine((sid) => sidOf(sid) !== undefined),
    callSid: z.string().refine((sid) => sidOf(sid) !== undefined),
    mediaFormat: z.object({
      encoding: z.literal('audio/x-mulaw'),
      sampleRate: z.coerce.number().pipe(z.literal(8_000)),
    }),
    customParameters: z.object({ ticket: z.string().max(500) }),
  }),
});
export type StreamStart = z.infer<typeof startSchema>['start'];

export type StreamMessage =
  | { kind: 'start'; start: StreamStart }
  /** `inbound` is what the far end of the leg says, `outbound` what it hears. */
  | { kind: 'media'; track: 'inbound' | 'outbound'; timestampMs: number; sound: Uint8Array }
  | { kind: 'stop' }
  /** Known and of no interest, or unknown to us. */
  | { kind: 'other' };

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** By hand rather than by schema: there are a hundred of them a second on every call. */
function readMedia(media: unknown): StreamMessage | undefined {
  if (!isFields(media)) return undefined;
  const { track, timestamp, payload } = media;
  const timestampMs = Number(timestamp);
  if (track !== 'inbound' && track !== 'outbound') return undefined;
  if (!Number.isFinite(timestampMs) || timestampMs < 0 || typeof payload !== 'string') return undefined;
  const sound = Buffer.from(payload, 'base64');
  return sound.length > mostPayload ? undefined : { kind: 'media', track, timestampMs, sound };
}

/** Undefined for what Twilio would not send. */
export function readStreamMessage(text: string): StreamMessage | undefined {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isFields(message)) return undefined;
  if (message['event'] === 'media') return readMedia(message['media']);
  if (message['event'] === 'stop') return { kind: 'stop' };
  if (message['event'] !== 'start') return { kind: 'other' };
  const parsed = startSchema.safeParse(message);
  return parsed.success ? { kind: 'start', start: parsed.data.start } : undefined;
}
