// What a media stream is told that asks to be let in: who is not Twilio hears why, and a true one that none is taken yet.
import type { IncomingMessage } from 'node:http';
import { AppError } from '../http/errors.js';
import { isSigned, type SignatureSettings } from './verifySignature.js';

const streamPath = /^\/voice\/stream\/?(\?|$)/;

/** Twilio signs the address of a stream as wss:// and without fields. */
export function refuseStream({
  authTokens,
  publicBaseUrl,
}: Pick<SignatureSettings, 'authTokens' | 'publicBaseUrl'>): (request: IncomingMessage) => AppError {
  const base = publicBaseUrl.replace(/^http/, 'ws');
  return ({ url = '/', headers }) => {
    if (!streamPath.test(url)) return new AppError('NOT_FOUND');
    const signature = headers['x-twilio-signature'];
    if (typeof signature !== 'string' || signature === '') return new AppError('SIGNATURE_MISSING');
    return new AppError(isSigned(authTokens, signature, base + url, {}) ? 'NOT_FOUND' : 'SIGNATURE_WRONG');
  };
}
