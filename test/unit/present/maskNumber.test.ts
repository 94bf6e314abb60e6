// What is left of a telephone address that names somebody.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isWithheld } from '../../../server/calls/isWithheld.js';
import { maskAddress } from '../../../server/present/maskNumber.js';
import { longestRunOf } from '../../support/digitRuns.js';

describe('a masked address', () => {
  test.each([
    ['+821055551234', '010-****-1234'],
    ['010-5555-1234', '010-****-1234'],
    ['+82115551234', '011-***-1234'],
    ['+8225551234', '02-***-1234'],
    ['+82255551234', '02-****-1234'],
    ['+82635551234', '063-***-1234'],
    ['+827055551234', '070-****-1234'],
    ['+8250755551234', '0507-****-1234'],
    ['+8215551234', '****-1234'],
    ['+12025550123', '+1-***-0123'],
    ['+442079460123', '+44-***-0123'],
    ['sip:2001@desk.hanbit.example', 'sip:****'],
    ['sip:+821055551234@203.0.113.7:5060;transport=tls', 'sip:010-****-1234'],
    ['SIPS:somebody@home.example', 'sips:****'],
    ['client:somebody', 'client:****'],
    ['114', '****'],
    ['2001', '****'],
    ['+82', '****'],
    ['somebody', '****'],
    ['', ''],
  ])('%s becomes %s', (address, masked) => {
    expect(maskAddress(address)).toBe(masked);
  });

  test.each([
    ...['anonymous', 'Anonymous', 'unknown', 'restricted', 'unavailable', 'private', 'blocked'],
    ...['+266696687', '+86282452253', '+8656696', '+2562533', '+7378742833', '266696687'],
    ...['client:Anonymous', 'sip:anonymous@anonymous.invalid', 'sip:+266696687@carrier.example'],
  ])('%s was withheld', (address) => {
    expect(isWithheld(address)).toBe(true);
    expect(maskAddress(address)).toBe('anonymous');
  });

  test.each(['+821055551234', '+2666966870', '+26669668', 'sip:2001@desk.hanbit.example', 'anonymously'])(
    '%s was not',
    (address) => {
      expect(isWithheld(address)).toBe(false);
    },
  );

  test('never keeps more than the last four digits together, whatever it is', () => {
    const digits = (from: number, to: number) =>
      fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: from, maxLength: to });
    const separated = digits(1, 15).map((number) => [...number].join('-'));
    const wrapped = (number: fc.Arbitrary<string>) =>
      fc
        .tuple(
          fc.constantFrom('', '+', '+82', '+8210', '010', '02', '+1', 'sip:', 'sip:+82', 'client:', 'tel:'),
          number,
        )
        .chain(([before, inside]) =>
          fc
            .constantFrom('', '@home.example', '@203.0.113.77', ';ext=12345', ' ext. 98765', '#12345')
            .map((after) => before + inside + after),
        );
    fc.assert(
      fc.property(fc.oneof(wrapped(digits(0, 16)), wrapped(separated), fc.string()), (address) => {
        expect(longestRunOf(maskAddress(address), address)).toBeLessThanOrEqual(4);
      }),
      { numRuns: 3_000 },
    );
  });
});
