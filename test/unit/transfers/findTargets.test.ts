// Whom somebody means by what they dial: an id, a number of the house, or what a telephone writes into a Refer-To.
import { describe, expect, test } from '@jest/globals';
import { findReferTargets, findTargets } from '../../../server/transfers/findTargets.js';
import { addressOf, numbers, routedCity } from '../../support/routedCity.js';

const directory = await routedCity();
const ids = (targets: readonly { officialId: string | null }[]) => targets.map(({ officialId }) => officialId);

describe('whom a transfer means', () => {
  test.each([
    ['an official', 'mate', ['mate']],
    ['a number that rings one desk', numbers.own, ['owner']],
    ['the same number as people write it', '031-000-2001', ['owner']],
    ['a number that rings several', numbers.group, ['mate', 'early']],
    ['a telephone itself', addressOf('mate'), ['mate']],
    ['somebody who has left', 'gone', []],
    ['nobody', 'stranger', []],
    ['a number of somebody else', '+821000000001', []],
  ])('%s', (_what, asked, found) => {
    expect(ids(findTargets(directory, asked))).toEqual(found);
  });
});

describe('whom a REFER means', () => {
  test.each([
    [`<${addressOf('mate')}>`, ['mate']],
    [`"Mate" <${addressOf('mate')};user=phone?Replaces=abc%40x>`, ['mate']],
    [`<sip:${encodeURIComponent(numbers.own)}@gateway.example>`, ['owner']],
    [`<sip:${numbers.own}@gateway.example>`, ['owner']],
    ['mate', ['mate']],
    ['', []],
    ['<>', []],
    ['sip:@', []],
    ['<<<sip:x@y', []],
  ])('%s', (raw, found) => {
    expect(ids(findReferTargets(directory, raw))).toEqual(found);
  });
});
