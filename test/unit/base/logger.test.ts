// The log: one JSON line per event, and nothing in it that opens a door.
import { describe, expect, test } from '@jest/globals';
import { createLogger } from '../../../server/base/logger.js';

describe('the log', () => {
  test('hides what would let a reader act as somebody else', () => {
    const lines: string[] = [];
    const logger = createLogger('info', { write: (line) => void lines.push(line) });
    const headers = {
      authorization: 'Bearer secret',
      cookie: 'samsamsam=secret',
      'x-twilio-signature': 'secret',
      'set-cookie': 'samsamsam=secret',
      host: 'board.hanbit.example',
    };
    logger.info({ req: { headers }, res: { headers } }, 'seen');
    logger.info({ headers }, 'seen');
    expect(lines).toHaveLength(2);
    expect(lines.join()).not.toContain('secret');
    expect(lines.every((line) => line.includes('board.hanbit.example'))).toBe(true);
  });

  test('says nothing below its level', () => {
    const lines: string[] = [];
    const logger = createLogger('warn', { write: (line) => void lines.push(line) });
    logger.info('quiet');
    logger.warn('loud');
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(['loud']);
  });
});
