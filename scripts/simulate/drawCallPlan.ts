// Draws one citizen's call from the city model: whom they ring, what they meet, how long it takes, and how it ends.
import type { CallPlan, DeskPlan, DialPlan, TalkPlan } from './callPlan.js';
import * as city from './cityModel.js';
import { drawCaller } from './drawCaller.js';
import type { Random } from './random.js';
import { usualVariants } from './variants.js';

export interface CityDesk {
  /** As citizens dial it, E.164. */
  number: string;
  /** The telephone itself. */
  address: string;
  departmentId: string;
  /** How often it is rung, against 1 for an ordinary desk. */
  weight: number;
}

export interface CityLines {
  desks: readonly [CityDesk, ...CityDesk[]];
  /** The call centre's main number and how many agents it rings; null for a city without one. */
  centre: { number: string; agents: number } | null;
  /** A number of the city that nobody has. */
  vacant: string;
}

/** What may happen in the traffic; a city with only some of it makes special tests. */
export const modes = [
  'answered',
  'abandoned',
  'no-answer',
  'busy',
  'failed',
  'machine',
  'transfer',
  'centre',
  'odd',
  'unknown-number',
] as const;
export type Mode = (typeof modes)[number];

export interface DrawOptions {
  lines: CityLines;
  modes: ReadonlySet<Mode>;
  /** Lunch hour: more desks are empty. */
  lunch: boolean;
  /** Shortens talk to this share: calls that were under way when the city was first looked at. */
  talkShare?: number;
  /** Share of answered calls that are passed on, instead of the model's. */
  transferShare?: number;
}

export function drawCallPlan(random: Random, options: DrawOptions): CallPlan {
  const { lines, modes: allowed } = options;
  const happens = (mode: Mode, share: number) => allowed.has(mode) && random.chance(share);
  const centre = lines.centre;
  const callsPerDay = city.departmentCallsPerDay + city.centreCallsPerDay;
  const toCentre =
    centre !== null && happens('centre', allowed.has('answered') ? city.centreCallsPerDay / callsPerDay : 1);
  const unknown = happens('unknown-number', city.unknownNumberShare);
  const desk = drawDesk(random, lines);
  const talk = toCentre ? city.centreTalk : city.departmentTalk;
  return {
    sid: `CA${random.hex(32)}`,
    to: unknown ? lines.vacant : toCentre ? centre.number : desk.number,
    ...drawCaller(random, happens('odd', city.oddShare)),
    patienceMs: toMs(allowed.has('abandoned') ? 3 + random.exponential(city.patienceMean) : 600),
    dials: drawDials(random, options, toCentre ? { agents: centre.agents } : { desk }, talk),
    keys: [],
    message: { ms: random.whole(4_000, 20_000), end: 'hangs-up' },
    ...usualVariants,
    ...drawWords(random),
    asksActionAfterAbandon: random.chance(0.5),
    actionMs: random.whole(100, 900),
    endingMs: random.whole(50, 400),
  };
}

/** Both words have been seen; one call keeps to one. */
function drawWords(random: Random) {
  const word = random.chance(0.5) ? ('canceled' as const) : ('no-answer' as const);
  return { loserWord: word, abandonedLegWord: word, abandonedCallWord: word };
}

type Called = { agents: number } | { desk: CityDesk };

function drawDials(
  random: Random,
  options: DrawOptions,
  called: Called,
  talk: { median: number; sigma: number },
): DialPlan[] {
  const happens = (mode: Mode, share: number) => options.modes.has(mode) && random.chance(share);
  const dials: DialPlan[] = [];
  const usual = 'agents' in called ? city.transferShare.centre : city.transferShare.department;
  const transferShare = options.transferShare ?? usual;
  const drawTalk = (share: number): TalkPlan => {
    const seconds = random.lognormal(talk.median, talk.sigma) * (options.talkShare ?? 1);
    if (happens('transfer', share)) {
      return {
        ms: toMs(Math.max(4, seconds * random.between(0.1, 0.5))),
        end: drawTransfer(random, options.lines, called),
      };
    }
    const ms = toMs(Math.max(2, seconds));
    const end = random.chance(city.callerHangsUpShare) ? 'caller' : 'official';
    return {
      ms,
      end,
      pauseMs: Math.min(ms, toMs(random.lognormal(city.closingPause.median, city.closingPause.sigma))),
    };
  };
  if ('agents' in called) {
    const desks = drawAgents(random, called.agents);
    dials.push({ desks, talk: drawTalk(isRace(desks) ? 0 : transferShare) });
  } else {
    const desk = drawOfficial(random, options);
    if (desk.does === 'ring') {
      // The product rings the team along, or afterwards; most absent colleagues are covered.
      const talkAtOnce = drawTalk(0);
      const cover = drawCover(random);
      dials.push({ desks: [desk, ...cover], talk: talkAtOnce }, { desks: cover, talk: drawTalk(transferShare) });
    } else {
      const machine = desk.does === 'answer' && desk.by !== 'human';
      dials.push({
        desks: [desk],
        talk: machine ? { ms: random.whole(4_000, 25_000), end: 'caller' } : drawTalk(transferShare),
      });
    }
  }
  for (let share = city.transferShare.again; typeof dials.at(-1)?.talk.end === 'object'; share = 0) {
    dials.push({
      desks: [drawOfficial(random, { ...options, modes: noMachine(options.modes) })],
      talk: drawTalk(share),
    });
  }
  return dials;
}

const noMachine = (allowed: ReadonlySet<Mode>): ReadonlySet<Mode> =>
  new Set([...allowed].filter((mode) => mode !== 'machine' && mode !== 'failed'));

/** An agent passes the matter on to a department; an official to the desk that really deals with it. */
function drawTransfer(random: Random, lines: CityLines, from: Called): { transferTo: string } {
  let desk = drawDesk(random, lines);
  while ('desk' in from && lines.desks.length > 1 && desk.address === from.desk.address) desk = drawDesk(random, lines);
  return { transferTo: desk.address };
}

function drawDesk(random: Random, { desks }: CityLines): CityDesk {
  const heaviest = Math.max(...desks.map(({ weight }) => weight));
  for (;;) {
    const desk = random.pick(desks);
    if (random.chance(desk.weight / heaviest)) return desk;
  }
}

const toMs = (seconds: number) => Math.round(seconds * 1000);

const delays = (random: Random) => ({
  dialMs: random.whole(300, 800),
  alertMs: random.whole(200, 900),
  reportsRinging: true,
});

function drawOfficial(random: Random, { modes: allowed, lunch }: DrawOptions): DeskPlan {
  const happens = (mode: Mode, share: number) => allowed.has(mode) && random.chance(share);
  const base = delays(random);
  const answered = allowed.has('answered');
  const noAnswer = lunch ? city.noAnswerShare.lunch : city.noAnswerShare.else;
  if (happens('no-answer', answered ? noAnswer : 1)) return { ...base, does: 'ring' };
  if (happens('busy', answered ? city.busyShare : 1)) {
    return { ...base, does: 'busy', afterMs: random.whole(100, 600), reportsRinging: false };
  }
  if (happens('failed', answered ? city.failShare : 1)) {
    return { ...base, does: 'fail', afterMs: random.whole(100, 600), reportsRinging: false };
  }
  const afterMs = toMs(random.lognormal(city.departmentRing.median, city.departmentRing.sigma));
  const machine = happens('machine', answered ? city.machineShare : 1);
  const by = machine ? (random.chance(0.8) ? 'machine_start' : 'fax') : 'human';
  return { ...base, does: 'answer', afterMs, by };
}

/** Everybody of the team hears it; with luck one of them lifts the receiver, now and then two at once. */
function drawCover(random: Random): DeskPlan[] {
  const desks: DeskPlan[] = Array.from({ length: 9 }, () => ({ ...delays(random), does: 'ring' }));
  if (!random.chance(city.coverShare)) return desks;
  const afterMs = toMs(city.coverDelay + random.exponential(2));
  desks[Math.floor(random.next() * 4)] = { ...delays(random), does: 'answer', afterMs, by: 'human' };
  if (random.chance(0.1)) {
    desks[Math.floor(random.next() * 4)] = { ...delays(random), does: 'answer', afterMs: afterMs + 150, by: 'human' };
  }
  return desks;
}

/** Twilio drops whoever lost within this time. */
const raceMs = 2_000;

/**
 * Two lift the receiver at once. Where the citizen is then sent on by REST, without the Dial asking its action, nothing in
 * Twilio's callbacks tells which of the two had talked: the city's traffic, whose truth is compared, leaves that out.
 */
function isRace(desks: readonly DeskPlan[]): boolean {
  const [first = 0, second = Number.POSITIVE_INFINITY] = desks
    .flatMap((desk) => (desk.does === 'answer' ? [desk.dialMs + desk.alertMs + desk.afterMs] : []))
    .sort((a, b) => a - b);
  return second - first < raceMs;
}

function drawAgents(random: Random, agents: number): DeskPlan[] {
  return Array.from({ length: agents }, (): DeskPlan => {
    const base = delays(random);
    if (random.chance(city.agentBusyShare)) {
      return { ...base, does: 'busy', afterMs: random.whole(100, 400), reportsRinging: false };
    }
    const afterMs = toMs(city.centreRing.least + random.exponential(city.centreRing.mean * 3));
    return { ...base, does: 'answer', afterMs, by: 'human' };
  });
}
