// Where a call goes, by the directory and the local clock.
import { describe, expect, test } from '@jest/globals';
import type { Department } from '../../../server/directory/directory.js';
import type { Plan } from '../../../server/routing/plan.js';
import { type Asked, planCall, type RoutingSettings } from '../../../server/routing/planCall.js';
import { citySettings, numbers, routedCity } from '../../support/routedCity.js';
import { target } from '../../support/scenarios.js';

const seoul = (text: string) => Date.parse(`${text}+09:00`);
const monday = seoul('2026-11-23T10:00:00');

/** Who is rung, step by step. */
function told({ refusal, steps }: Plan): unknown[] {
  const names = steps.map((step) =>
    step.do === 'dial' ? step.targets.map(({ address, officialId }) => officialId ?? address) : step.do,
  );
  return refusal ? [refusal, ...names] : names;
}

interface Given extends Partial<Asked> {
  tax?: Partial<Department>;
  settings?: Partial<RoutingSettings>;
}
async function plan({ tax, settings, ...asked }: Given = {}): Promise<Plan> {
  const directory = await routedCity(tax);
  return planCall(directory, { ...citySettings, ...settings }, { number: numbers.own, at: monday, ...asked });
}

describe('an official’s own line', () => {
  test('rings the owner and the team at once, and deputies when nobody takes it', async () => {
    expect(told(await plan())).toEqual([['owner', 'mate', 'early'], ['deputy']]);
  });

  test('in rollover rings one after the other, nobody twice', async () => {
    expect(told(await plan({ settings: { coverMode: 'rollover' } }))).toEqual([
      ['owner'],
      ['mate', 'early'],
      ['deputy'],
    ]);
  });

  test('follows the department’s own mode before the city’s', async () => {
    const tax = { coverMode: 'rollover' } as const;
    expect(told(await plan({ tax }))).toEqual([['owner'], ['mate', 'early'], ['deputy']]);
    expect(told(await plan({ tax: { coverMode: null } }))).toHaveLength(2);
  });

  test.each([
    ['11:29:59', [['owner', 'mate', 'early'], ['deputy']]],
    ['11:30:00', [['owner', 'deputy', 'mate']]],
    ['12:29:59', [['owner', 'deputy', 'mate']]],
    ['12:30:00', [['owner', 'mate', 'early'], ['deputy']]],
  ])('in the owner’s lunch shift deputies come before the team: %s', async (time, steps) => {
    expect(told(await plan({ at: seoul(`2026-11-23T${time}`) }))).toEqual(steps);
  });

  test('of somebody at lunch is covered before it rings out in rollover', async () => {
    const at = seoul('2026-11-23T12:00:00');
    expect(told(await plan({ at, settings: { coverMode: 'rollover' } }))).toEqual([['deputy'], ['mate'], ['owner']]);
  });

  test('takes messages where the department or else the city wants it', async () => {
    expect(told(await plan({ settings: { voicemail: true } })).at(-1)).toBe('voicemail');
    expect(told(await plan({ tax: { voicemail: true } })).at(-1)).toBe('voicemail');
    expect(told(await plan({ tax: { voicemail: false }, settings: { voicemail: true } }))).not.toContain('voicemail');
  });

  test('rings ten at most, the owner among them, and the deputies afterwards', async () => {
    const directory = {
      ...(await routedCity()),
      pickupGroup: () => Array.from({ length: 15 }, (_, nth) => target(nth)),
    };
    const [first, second] = planCall(directory, citySettings, { number: numbers.own, at: monday }).steps;
    expect(first).toMatchObject({ do: 'dial', targets: { length: 10, 0: { officialId: 'owner' } } });
    expect(second).toMatchObject({ do: 'dial', targets: [{ officialId: 'deputy' }] });
  });

  test('begins with a notice where the department or else the city wants it', async () => {
    expect((await plan({ settings: { notice: true } })).notice).toBe(true);
    expect((await plan({ tax: { notice: false }, settings: { notice: true } })).notice).toBe(false);
  });
});

describe('a number of several desks', () => {
  test('rings those who are there, and all of them where nobody is known to be', async () => {
    const number = numbers.group;
    expect(told(await plan({ number }))).toEqual([['mate', 'early']]);
    expect(told(await plan({ number, at: seoul('2026-11-23T12:00:00') }))).toEqual([['mate']]);
    expect(told(await plan({ number, at: seoul('2026-11-23T22:00:00') }))).toEqual([['mate', 'early']]);
  });

  test('of a call centre queues its callers, or rings all agents where the city wants that', async () => {
    const number = numbers.centre;
    expect(told(await plan({ number }))).toEqual(['queue']);
    expect(told(await plan({ number, settings: { queuesCallCentre: false } }))).toEqual([['agent-1', 'agent-2']]);
  });
});

describe('an office', () => {
  test.each([
    ['2026-11-23T08:59:59', ['closed']],
    ['2026-11-23T09:00:00', [['deputy']]],
    ['2026-11-23T12:00:00', ['closed']],
    ['2026-11-23T13:00:00', [['deputy']]],
    ['2026-11-23T18:00:00', ['closed']],
    ['2026-11-22T10:00:00', ['closed']],
    // Children's Day, and the substitute holiday for Buddha's Birthday, which fell on a Sunday.
    ['2026-05-05T10:00:00', ['closed']],
    ['2026-05-25T10:00:00', ['closed']],
    ['2026-05-26T10:00:00', [['deputy']]],
    ['2027-02-09T10:00:00', ['closed']],
  ])('with stated hours, at %s: %j', async (at, steps) => {
    expect(told(await plan({ number: numbers.passport, at: seoul(at) }))).toEqual(steps);
  });

  test('without stated hours is rung at any hour, unless the city closes all, or none', async () => {
    const at = seoul('2026-11-23T20:00:00');
    expect(told(await plan({ at }))).toEqual([['owner', 'deputy', 'mate', 'early']]);
    expect(told(await plan({ at, settings: { closes: 'always' } }))).toEqual(['closed']);
    expect(told(await plan({ number: numbers.passport, at, settings: { closes: 'never' } }))).toEqual([['deputy']]);
  });

  test('that is closed takes messages, and does not shut out whom it has let in', async () => {
    const closed = { number: numbers.passport, at: seoul('2026-11-23T18:00:00') };
    expect(told(await plan({ ...closed, settings: { voicemail: true } }))).toEqual(['closed', 'voicemail']);
    expect(told(await plan({ ...closed, isUnderWay: true }))).toEqual([['deputy']]);
  });

  test('that works on Sundays works on public holidays', async () => {
    const day = { from: '00:00', to: '24:00' };
    const tax = { hours: [day, day, day, day, day, day, day] };
    expect(told(await plan({ tax, at: seoul('2026-05-05T03:00:00') }))[0]).toContain('owner');
  });
});

describe('a number that leads nowhere', () => {
  test.each([
    ['nobody has', numbers.vacant, ['unknown-number']],
    ['only a former official has', numbers.former, ['nobody']],
    ['rings a line that rings it', numbers.circle, ['nobody']],
  ])('because it is one that %s', async (_what, number, steps) => {
    expect(told(await plan({ number }))).toEqual(steps);
  });

  test('because our own telephone forwards to it', async () => {
    expect(told(await plan({ forwardedFrom: numbers.own }))).toEqual(['loop']);
    expect(told(await plan({ forwardedFrom: '031-000-2001' }))).toEqual(['loop']);
    expect(told(await plan({ forwardedFrom: 'anonymous' }))).toHaveLength(2);
  });
});
