// An event is in the database or in the spool before anybody hears that it is kept, and on the board either way.
import { afterEach, describe, expect, test } from '@jest/globals';
import { replay } from '../../../server/calls/applyEvent.js';
import type { CallEvent } from '../../../server/calls/callEvent.js';
import { createLedger } from '../../../server/ledger/ledger.js';
import { recount } from '../../../server/metrics/recount.js';
import { dayOf, outage, rule } from './outageFixture.js';
import { callEvents } from './spoolFixture.js';

let scene = outage();
afterEach(async () => {
  await scene.pipeline.stop();
  scene = outage();
});

const rootOf = (events: readonly CallEvent[]) => events[0]?.callSid ?? '';

async function takeAll(events: readonly CallEvent[]): Promise<void> {
  for (const event of events) await scene.settled(scene.pipeline.ingest(event));
}

describe('an event that the database does not take', () => {
  test('waits for 150 ms and goes to the spool; those after it go there at once', async () => {
    const [first, second] = callEvents(1);
    if (!first || !second) throw new Error('a call has events');
    scene.database.set('stalled');
    const from = scene.clock.now();
    await scene.settled(scene.pipeline.ingest(first), 1);
    expect(scene.clock.now() - from).toBe(150);
    await scene.settled(scene.pipeline.ingest(second), 1);
    expect(scene.clock.now() - from).toBe(150);
    expect(scene.pipeline.waiting()).toBe(2);
  });

  test('goes to the spool at once when the database says that it is away', async () => {
    const from = scene.clock.now();
    scene.database.set('down');
    await takeAll(callEvents(1));
    expect(scene.clock.now()).toBe(from);
    expect([scene.spool.lines.size, scene.pipeline.board.metrics().now.spooled]).toEqual([7, 7]);
  });

  test('is drained when the database is back, and is then what it would have been', async () => {
    const events = callEvents(1);
    scene.database.set('down');
    await takeAll(events);
    scene.database.set('up');
    await scene.until(() => scene.pipeline.waiting() === 0);
    expect((await scene.database.call(rootOf(events)))?.call).toEqual(replay(rootOf(events), events));
    expect(scene.spool.lines.size).toBe(0);
  });

  test('is written once although its late commit and the spool both have it', async () => {
    const [event] = callEvents(1);
    if (!event) throw new Error('a call has events');
    scene.database.set('stalled');
    await scene.settled(scene.pipeline.ingest(event));
    scene.database.set('up');
    await scene.until(() => scene.pipeline.waiting() === 0);
    const record = await scene.database.call(event.callSid);
    expect([record?.revision, record?.call.events.length, record?.call.conflicts.length]).toEqual([1, 1, 0]);
  });

  test('is found again by the next process', async () => {
    const events = callEvents(1);
    await takeAll(events.slice(0, 2));
    scene.database.set('down');
    await takeAll(events.slice(2));
    scene.database.set('up');
    await scene.restart();
    await scene.until(() => scene.pipeline.waiting() === 0);
    expect((await scene.database.call(rootOf(events)))?.call).toEqual(replay(rootOf(events), events));
    expect(scene.pipeline.board.metrics().day.answered).toBe(1);
  });

  test('is refused when the spool is full too, and a stuck disk holds no callback much longer than five seconds', async () => {
    const [event, other] = callEvents(1);
    if (!event || !other) throw new Error('a call has events');
    scene.database.set('down');
    scene.spool.mode = 'full';
    await expect(scene.pipeline.ingest(event)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(scene.pipeline.ingest(event)).rejects.toMatchObject({ code: 'unavailable' });
    scene.spool.mode = 'stuck';
    const from = scene.clock.now();
    await expect(scene.settled(scene.pipeline.ingest(event))).rejects.toMatchObject({ code: 'unavailable' });
    expect(scene.clock.now() - from).toBeLessThanOrEqual(5_150);
    // Full or not, the database is asked: when it is back, the event is taken.
    scene.spool.mode = 'full';
    scene.database.set('up');
    await scene.pipeline.ingest(other);
    expect(await scene.database.call(rootOf(callEvents(1)))).toBeDefined();
  });

  test('that it will never take is set aside, without holding up what came with it or after it', async () => {
    const [bad, good] = [callEvents(1), callEvents(2)];
    const third = bad[2];
    if (!third) throw new Error('a call has events');
    scene.database.set('down');
    await takeAll([...bad, ...good]);
    scene.database.refuse(third.key);
    scene.database.set('up');
    await scene.until(() => scene.pipeline.waiting() === 0);
    expect(scene.spool.aside).toEqual([third]);
    const rest = bad.filter((event) => event !== third);
    expect((await scene.database.call(rootOf(bad)))?.call).toEqual(replay(rootOf(bad), rest));
    expect((await scene.database.call(rootOf(good)))?.call).toEqual(replay(rootOf(good), good));
    const stored = [
      { id: rootOf(bad), rule, events: rest },
      { id: rootOf(good), rule, events: good },
    ];
    expect(scene.pipeline.board.metrics().day).toMatchObject(recount(stored, '2026-02-12', dayOf).figures());
  });
});

describe('while the database is away', () => {
  test('one call asks for it, ever more seldom but at least every four seconds', async () => {
    scene.database.set('down');
    await takeAll([...callEvents(1), ...callEvents(2), ...callEvents(3)]);
    const started = scene.clock.now();
    await scene.until(() => scene.clock.now() >= started + 20_000);
    const before = scene.database.state.requests;
    const from = scene.clock.now();
    await scene.until(() => scene.clock.now() >= from + 60_000, 200);
    // A call of seven events is tried in two batches.
    const asked = (scene.database.state.requests - before) / 2;
    expect(asked).toBeGreaterThanOrEqual(14);
    expect(asked).toBeLessThanOrEqual(20);
  });

  test('the board shows each event at once, on top of what was stored before', async () => {
    const events = callEvents(1);
    const root = rootOf(events);
    await takeAll(events.slice(0, 2));
    scene.database.set('down');
    const states = [];
    for (const event of events.slice(2)) {
      await takeAll([event]);
      states.push(scene.pipeline.board.calls()[0]?.state ?? 'gone');
    }
    expect(states).toEqual(['ringing', 'talking', 'ending', 'gone', 'gone']);
    const { day, now } = scene.pipeline.board.metrics();
    const counted = recount([{ id: root, rule, events }], '2026-02-12', dayOf);
    expect(day).toMatchObject(counted.figures());
    expect(now).toMatchObject({ ringing: 0, talking: 0, spooled: 5 });

    scene.database.set('up');
    await scene.until(() => scene.pipeline.waiting() === 0);
    expect(scene.pipeline.board.metrics().day).toMatchObject(counted.figures());
    expect(scene.pipeline.board.metrics().now.spooled).toBe(0);
  });

  test('what another process has stored meanwhile is neither undone nor counted twice', async () => {
    const events = callEvents(1);
    const root = rootOf(events);
    const [answered, ended] = [events[3], events[4]];
    if (!answered || !ended) throw new Error('a call has events');
    await takeAll(events.slice(0, 3));
    scene.database.set('down');
    await takeAll([answered]);
    const neighbour = createLedger({ store: scene.database.inner, rule });
    await neighbour.record(ended);
    expect(scene.pipeline.board.calls()).toMatchObject([{ state: 'talking' }]);
    scene.database.set('up');
    await scene.until(() => scene.pipeline.waiting() === 0);
    expect(scene.pipeline.board.calls()).toMatchObject([{ state: 'ending' }]);
    await takeAll(events.slice(5));
    expect((await scene.database.call(root))?.call).toEqual(replay(root, events));
    const counted = recount([{ id: root, rule, events }], '2026-02-12', dayOf);
    expect(scene.pipeline.board.metrics().day).toMatchObject(counted.figures());
  });

  test('late news of a call that only the database knows is shown when it is stored', async () => {
    const events = callEvents(1);
    await takeAll(events.slice(0, -1));
    await scene.restart();
    const before = scene.pipeline.board.metrics().day;
    expect(before.answered).toBe(1);
    scene.database.set('down');
    await takeAll(events.slice(-1));
    expect(scene.pipeline.board.metrics().day).toMatchObject({ answered: 1, offered: 1 });
    expect(scene.pipeline.board.calls()).toEqual([]);
  });
});
