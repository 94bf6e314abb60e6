// One JSON line per event on standard output; secrets never reach it.
import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger };

/** Headers that let the reader act as somebody else. */
const secrets = ['authorization', 'cookie', 'set-cookie', 'x-twilio-signature'];

export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: secrets.flatMap((name) => [`req.headers["${name}"]`, `res.headers["${name}"]`, `headers["${name}"]`]),
      censor: '[hidden]',
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
