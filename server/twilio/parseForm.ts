// Bounded form bodies with every value as sent: nothing is trimmed or nested, since the signature covers it.
import express, { type RequestHandler } from 'express';
import { AppError } from '../http/errors.js';

// Twilio's largest bodies are a few kB (CallToken, AddOns); a refer or SIP headers may add some.
const mostBytes = 64 * 1024;
const mostFields = 300;

const formType = 'application/x-www-form-urlencoded';

function refuseMalformed(body: Buffer): void {
  const text = body.toString('latin1');
  if (/%(?![0-9a-fA-F]{2})/.test(text)) throw new AppError('FORM_MALFORMED');
}

const parse = express.urlencoded({
  extended: false,
  limit: mostBytes,
  parameterLimit: mostFields,
  type: formType,
  verify: (_request, _response, body) => refuseMalformed(body),
});

/** Another content type is refused before anything is read; a request without a body has nothing to be refused for. */
const refuseOtherTypes: RequestHandler = (request, _response, next) => {
  const hasBody =
    request.get('content-length') !== '0' && (request.get('content-length') ?? request.get('transfer-encoding'));
  if ((hasBody || request.get('content-type')) && !request.is(formType)) {
    const named = request.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
    if (named !== formType) throw new AppError('TYPE_UNSUPPORTED');
  }
  next();
};

export const parseForm: RequestHandler[] = [refuseOtherTypes, parse];
