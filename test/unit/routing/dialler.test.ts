// Agents are rung for those who wait: in turn, one request a second, and never twice on a request of which nobody knows.
import { describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { AgentRungEvent, LegStatus, StatusEvent } from '../../../server/calls/callEvent.js';
import type { Target } from '../../../server/directory/directory.js';
import { createDialler, type Rung } from '../../../server/routing/dialler.js';
import { manualClock } from '../../support/manualClock.js';
import { sid, target } from '../../support/scenarios.js';

const agents = [target(1), target(2), target(3)];
const waiting = (root: number, own: readonly Target[] = agents) => ({
  rootSid: sid(root),
  number: '+8231',
  agents: own,
});
/** Lets what was promised come true. */
const settle = async () => await new Promise<void>((resolve) => setImmediate(resolve));

function setUp(
  outcome: (nth: number) => Rung | Promise<Rung> = (nth) => ({ kind: 'done', value: { sid: sid(100 + nth) } }),
) {
  const clock = manualClock(1_000_000);
  const rung: { at: number; agent: string; root: string }[] = [];
  const log: string[] = [];
  const kept: AgentRungEvent[] = [];
  const dialler = createDialler({
    async ring(agent, { rootSid }) {
      log.push('ring');
      rung.push({ at: clock.now() - 1_000_000, agent: agent.officialId ?? '', root: rootSid });
      return await outcome(rung.length);
    },
    hangUp: async (leg) => log.push(`hang up ${leg}`),
    async ingest(event) {
      log.push(event.what);
      kept.push(event);
    },
    clock,
    logger: pino({ level: 'silent' }),
  });
  const status = (leg: number, root: number, agent: number, word: LegStatus): StatusEvent => ({
    kind: 'status',
    key: `${leg}${word}`,
    callSid: sid(leg),
    rootSid: sid(root),
    receivedAt: clock.now(),
    to: target(agent).address,
    status: word,
    raw: [],
  });
  const pass = async (ms: number) => {
    clock.advance(ms);
    await settle();
  };
  return { dialler, rung, log, kept, pass, status };
}

describe('the dialler', () => {
  test('writes down whom it rings before it asks Twilio', async () => {
    const { dialler, log, kept } = setUp();
    dialler.enter(waiting(1));
    await settle();
    expect(log).toEqual(['asked', 'ring']);
    expect(kept).toMatchObject([{ kind: 'agent-rung', rootSid: sid(1), dialled: [{ officialId: 'official-1' }] }]);
  });

  test('asks at most once a second, the longest waiting first, each time another agent', async () => {
    const { dialler, rung, pass } = setUp();
    for (const root of [1, 2, 3, 4]) dialler.enter(waiting(root));
    await settle();
    for (let second = 0; second < 5; second += 1) await pass(1_000);
    expect(rung.map(({ root }) => root)).toEqual([sid(1), sid(2), sid(3)]);
    expect(rung.map(({ agent }) => agent)).toEqual(['official-1', 'official-2', 'official-3']);
    const gaps = rung.slice(1).map(({ at }, index) => at - (rung[index]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
  });

  test('rings the next agent when one did not answer, and the first again in turn', async () => {
    const { dialler, rung, pass, status } = setUp();
    dialler.enter(waiting(1));
    await settle();
    for (const agent of [1, 2, 3]) {
      await pass(20_000);
      dialler.onStatus(status(100 + agent, 1, agent, 'no-answer'));
      await settle();
    }
    expect(rung.map(({ agent }) => agent)).toEqual(['official-1', 'official-2', 'official-3', 'official-1']);
  });

  test('leaves out whoever is on a call, until that is over', async () => {
    const { dialler, rung, pass, status } = setUp();
    const [one] = agents;
    dialler.onStatus(status(50, 9, 1, 'in-progress'));
    dialler.enter(waiting(1, one ? [one] : []));
    await pass(5_000);
    expect(rung).toEqual([]);
    dialler.onStatus(status(50, 9, 1, 'completed'));
    await settle();
    expect(rung).toHaveLength(1);
  });

  test('never rings an agent twice of whom nobody knows, and rings another only when that bell must be over', async () => {
    const { dialler, rung, log, pass } = setUp((nth) =>
      nth === 1 ? { kind: 'unknown' } : { kind: 'done', value: { sid: sid(100 + nth) } },
    );
    dialler.enter(waiting(1));
    await pass(25_000);
    expect(log).toEqual(['asked', 'ring', 'unknown']);
    for (let round = 0; round < 6; round += 1) await pass(40_000);
    expect(rung.filter(({ agent }) => agent === 'official-1')).toHaveLength(1);
    expect(rung[1]).toMatchObject({ agent: 'official-2', at: 65_000 });
  });

  test('goes on at once after a refusal', async () => {
    const { dialler, rung, pass } = setUp((nth) =>
      nth === 1 ? { kind: 'refused' } : { kind: 'done', value: { sid: sid(100 + nth) } },
    );
    dialler.enter(waiting(1));
    await settle();
    await pass(1_000);
    expect(rung.map(({ agent }) => agent)).toEqual(['official-1', 'official-2']);
  });

  test('does not hang up on an agent who was quicker than Twilio’s answer', async () => {
    let answer: (outcome: Rung) => void = () => undefined;
    const { dialler, log } = setUp(() => new Promise((resolve) => (answer = resolve)));
    dialler.enter(waiting(1));
    await settle();
    dialler.leave(sid(1), sid(101));
    answer({ kind: 'done', value: { sid: sid(101) } });
    await settle();
    expect(log).toEqual(['asked', 'ring']);
  });

  test('rings nobody else once an agent picked up, unless the music goes on', async () => {
    const { dialler, rung, pass, status } = setUp();
    dialler.enter(waiting(1));
    await settle();
    dialler.onStatus(status(101, 1, 1, 'in-progress'));
    await pass(60_000);
    expect(rung).toHaveLength(1);
    dialler.enter(waiting(1));
    await settle();
    expect(rung.map(({ agent }) => agent)).toEqual(['official-1', 'official-2']);
  });

  test('hangs up on the agent whose citizen left, and not on the one who took the call', async () => {
    const { dialler, log, pass, status } = setUp();
    dialler.enter(waiting(1));
    await settle();
    dialler.onStatus({ ...status(1, 1, 9, 'completed'), callSid: sid(1) });
    expect(log).toContain(`hang up ${sid(101)}`);
    dialler.enter(waiting(2));
    await pass(1_000);
    dialler.leave(sid(2), sid(102));
    expect(log).not.toContain(`hang up ${sid(102)}`);
  });
});
