// The webhooks of the outside contract: verified, translated, made durable, answered. A voice URL is answered from memory
// whatever database and disk do; a status callback gets its 2xx only when the event is durable.
import { Router } from 'express';
import { parseForm } from './parseForm.js';
import { type SignatureSettings, verifySignature } from './verifySignature.js';
import { createVoiceExchange, type VoiceParts } from './voiceExchange.js';
import { abuse } from './webhooks/abuse.js';
import { conference } from './webhooks/conference.js';
import { dialAction } from './webhooks/dialAction.js';
import { incoming } from './webhooks/incoming.js';
import { note } from './webhooks/note.js';
import { notice } from './webhooks/notice.js';
import { queue } from './webhooks/queue.js';
import { refer } from './webhooks/refer.js';
import { shop } from './webhooks/shop.js';
import { status } from './webhooks/status.js';
import { transfer } from './webhooks/transfer.js';
import { voicemail } from './webhooks/voicemail.js';

export function voiceRouter(parts: VoiceParts & SignatureSettings): Router {
  const exchange = createVoiceExchange(parts);
  const router = Router();
  router.use(parseForm, verifySignature(parts));
  router.post('/incoming', incoming(exchange));
  router.post('/status', status(exchange));
  router.post('/dial-action', dialAction(exchange));
  router.post('/conference', conference(exchange));
  router.post('/recording', note(exchange, 'recording', false));
  router.post('/stream-status', note(exchange, 'stream-status', false));
  router.post('/transfer', transfer(exchange));
  router.post('/refer', refer(exchange));
  router.post('/queue', queue(exchange));
  router.post('/notice', notice(exchange));
  router.post('/voicemail', voicemail(exchange));
  router.post('/abuse', abuse(exchange));
  router.post('/shop', shop(exchange, '/shop'));
  router.post('/shop/status', shop(exchange, '/shop/status'));
  return router;
}
