// Failures become answers: stable codes, plain sentences, and nothing of the inside.
import { describe, expect, test } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { createLogger } from '../../../server/base/logger.js';
import { errorCodes, errorViewSchema } from '../../../server/contract/errorView.js';
import { handleErrors, refuseUnknownPath } from '../../../server/http/errorHandler.js';
import { AppError, statusOf } from '../../../server/http/errors.js';
import { StorageError } from '../../../server/storage/port.js';

async function answerTo(error: unknown) {
  const lines: string[] = [];
  const app = express();
  app.get('/', () => {
    throw error;
  });
  app.use(refuseUnknownPath, handleErrors(createLogger('info', { write: (line) => void lines.push(line) })));
  const { status, body, text } = await request(app).get('/?number=01012345678');
  return { status, code: errorViewSchema.strict().parse(body).error.code, text, lines };
}

describe('the catalogue', () => {
  test.each(errorCodes.map((code) => [code]))('%s has a client or server status and a sentence', (code) => {
    expect(statusOf(code)).toBeGreaterThanOrEqual(400);
    expect(new AppError(code).view.error.message).toMatch(/^[A-Z].+\.$/);
  });
});

describe('a failure', () => {
  test.each([
    ['an expected refusal', new AppError('CALL_NOT_FOUND'), 404, 'CALL_NOT_FOUND'],
    ['a cursor from elsewhere', new StorageError('cursor', 'inside'), 400, 'CURSOR_INVALID'],
    [
      'a body parser that gave up',
      Object.assign(new Error('inside'), { type: 'entity.too.large' }),
      413,
      'BODY_TOO_LARGE',
    ],
    [
      'a strange encoding',
      Object.assign(new Error('inside'), { type: 'encoding.unsupported' }),
      415,
      'TYPE_UNSUPPORTED',
    ],
    ['a path that cannot be read', Object.assign(new Error('inside'), { status: 400 }), 400, 'BAD_REQUEST'],
  ])('%s is answered and not logged', async (_what, error, status, code) => {
    const answer = await answerTo(error);
    expect(answer).toMatchObject({ status, code, lines: [] });
    expect(answer.text).not.toContain('inside');
  });

  test.each([
    ['a fault of ours', new TypeError('inside'), 500, 'INTERNAL'],
    ['a thrown text', 'inside', 500, 'INTERNAL'],
    ['a database that is away', new StorageError('unavailable', 'inside'), 503, 'STORAGE_UNAVAILABLE'],
    ['a damaged database', new StorageError('damaged', 'inside'), 500, 'INTERNAL'],
  ])('%s is answered neutrally and logged once, without the query', async (_what, error, status, code) => {
    const answer = await answerTo(error);
    expect(answer).toMatchObject({ status, code });
    expect(answer.text).not.toContain('inside');
    expect(answer.lines).toHaveLength(1);
    expect(answer.lines[0]).toContain('inside');
    expect(answer.lines[0]).not.toContain('01012345678');
  });

  test('a status that a library writes into our refusal does not change the answer', async () => {
    const refusal = Object.assign(new AppError('FORM_MALFORMED'), { status: 403 });
    expect(await answerTo(refusal)).toMatchObject({ status: 400, code: 'FORM_MALFORMED' });
  });
});
