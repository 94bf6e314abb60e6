// Which pages may talk to the server.
import { describe, expect, test } from '@jest/globals';
import { isOriginAllowed } from '../../../server/http/origin.js';

const listed = ['https://board.hanbit.example'];

describe('an origin', () => {
  test.each([
    [undefined, 'calls.hanbit.example', true],
    ['http://localhost:3000', 'localhost:3000', true],
    ['http://LOCALHOST:3000', 'LocalHost:3000', true],
    ['https://calls.hanbit.example', 'calls.hanbit.example', true],
    ['https://calls.hanbit.example', 'calls.hanbit.example:443', true],
    ['http://calls.hanbit.example', 'calls.hanbit.example:80', true],
    ['http://[::1]:3000', '[::1]:3000', true],
    ['https://board.hanbit.example', 'calls.hanbit.example', true],
    ['http://board.hanbit.example', 'calls.hanbit.example', false],
    ['https://board.hanbit.example:8443', 'calls.hanbit.example', false],
    ['http://localhost:3001', 'localhost:3000', false],
    ['https://calls.hanbit.example.evil.example', 'calls.hanbit.example', false],
    ['https://evil.example', undefined, false],
    ['https://evil.example', '', false],
    ['null', 'null', false],
    ['file://', '', false],
    ['', '', false],
    ['nonsense', 'nonsense', false],
  ])('%p asking %p: %p', (origin, host, allowed) => {
    const headers = { ...(origin === undefined ? {} : { origin }), ...(host === undefined ? {} : { host }) };
    expect(isOriginAllowed(headers, listed)).toBe(allowed);
  });
});
