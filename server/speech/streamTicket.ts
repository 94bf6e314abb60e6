// The one-time word by which a media stream proves that we asked for it: whoever knows our address cannot make us listen.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../base/clock.js';

export interface StreamTicket {
  /** The leg that is listened to, and the call it belongs to. */
  legSid: string;
  rootSid: string;
}

export interface StreamTickets {
  issue(ticket: StreamTicket): string;
  /** Undefined when it is not ours, too old, or was used in this process before. */
  redeem(text: string): StreamTicket | undefined;
}

/** Twilio opens a stream within a second of being asked; a busy one within ten. */
const lifeMs = 60_000;

/** @param secret the same in every process: the stream may reach another one than that which asked for it. */
export function createStreamTickets({ secret, clock }: { secret: string; clock: Clock }): StreamTickets {
  /** Until when, by signature. */
  const used = new Map<string, number>();
  const sign = (text: string) => createHmac('sha256', secret).update(`stream ${text}`).digest('base64url');

  function forgetOld(now: number): void {
    for (const [signature, until] of used) if (until <= now) used.delete(signature);
  }

  return {
    issue({ legSid, rootSid }) {
      const text = [legSid, rootSid, clock.now() + lifeMs, randomBytes(9).toString('base64url')].join('.');
      return `${text}.${sign(text)}`;
    },
    redeem(given) {
      const cut = given.lastIndexOf('.');
      const [text, signature] = [given.slice(0, cut), given.slice(cut + 1)];
      const own = Buffer.from(sign(text));
      const theirs = Buffer.from(signature);
      if (own.length !== theirs.length || !timingSafeEqual(own, theirs)) return undefined;
      const [legSid = '', rootSid = '', until = ''] = text.split('.');
      const now = clock.now();
      forgetOld(now);
      if (Number(until) <= now || used.has(signature)) return undefined;
      used.set(signature, Number(until));
      return { legSid, rootSid };
    },
  };
}
