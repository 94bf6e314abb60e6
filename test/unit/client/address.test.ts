// Where the desk begins and what a refusal says: pure parts that every desk screen rests on.
import { describe, expect, test } from '@jest/globals';
import { readAddress } from '../../../client/address/readAddress.js';
import { deskHome, screens, screensFor } from '../../../client/address/screens.js';
import { shared } from '../../../client/words/ko/shared.js';
import { refusalWords } from '../../../client/words/refusalWords.js';
import { errorCodes } from '../../../server/contract/errorView.js';
import { abilities } from '../../../server/contract/roles.js';

describe('an address', () => {
  test('is the same with and without a slash at its end', () => {
    expect(readAddress('/people/?q=a%40b').path).toBe('/people');
    expect(readAddress('/people?q=a%40b').query.get('q')).toBe('a@b');
    expect(readAddress('/').path).toBe('/');
  });

  test('is offered only to those who may open it', () => {
    expect(screensFor(abilities)).toEqual([...screens]);
    expect(screensFor(['account.own', 'directory.view']).map(({ path }) => path)).toEqual(['/directory', '/account']);
    expect(deskHome(['account.own'])).toBe('/account');
    expect(deskHome(['board.view'])).toBeUndefined();
  });
});

describe('a refusal', () => {
  const problems = new Set(Object.keys(shared.problem).map((key) => `shared.problem.${key}`));

  test.each(errorCodes)('of the kind %s has a sentence for every status that may come with it', (code) => {
    for (const status of [400, 401, 403, 404, 409, 413, 418, 429, 500, 503])
      expect(problems).toContain(refusalWords({ ok: false, status, code }));
  });

  test('without an answer speaks of the network, and one by a proxy of the server', () => {
    expect(refusalWords({ ok: false, status: null, code: null })).toBe('shared.problem.network');
    expect(refusalWords({ ok: false, status: 502, code: null })).toBe('shared.problem.server');
  });
});
