// Invented boards for looking at the client without a server: a busy afternoon, a quiet one, and a day without calls.
import type { BoardSettings } from '../../server/contract/boardSettings.js';
import type { LiveCallView } from '../../server/contract/callView.js';
import type { ClauseFigures, DayView, Figures, MetricsView } from '../../server/contract/metricsView.js';
import { emptyFigures } from '../support/fakeBoard.js';

export interface Scene {
  metrics: MetricsView;
  calls: LiveCallView[];
}

export const settings: BoardSettings = {
  city: { ko: '한빛시', en: 'Hanbit' },
  timeZone: 'Asia/Seoul',
  targets: { ring: 0.95, talk: 0.9, closing: 0.9 },
  rule: {
    preset: 'ulsan',
    version: 3,
    cadenceSeconds: 3,
    ringLimitSeconds: 6,
    talkLimitSeconds: 180,
    protectionSeconds: 900,
  },
  openingHours: { from: '09:00', to: '18:00' },
  lunchHours: { from: '12:00', to: '13:00' },
  departments: [
    { id: 'tax', name: { ko: '세무과', en: 'Tax Division' }, coverMode: 'together' },
    { id: 'traffic', name: { ko: '두루미동 행정복지센터', en: 'Durumi-dong Welfare Center' }, coverMode: 'together' },
    { id: 'welfare', name: { ko: '복지정책과', en: 'Welfare Policy Division' }, coverMode: 'together' },
    { id: 'building', name: { ko: '건축과', en: 'Building Division' }, coverMode: 'together' },
  ],
};

export function clause(pass: number, fail: number, uncertain = 0, unmeasured = 0, withoutEvidence = 0): ClauseFigures {
  const judged = pass + fail;
  const all = judged + uncertain;
  return {
    pass,
    fail,
    uncertain,
    unmeasured,
    notApplicable: 0,
    withoutEvidence,
    judged,
    rate: judged === 0 ? null : pass / judged,
    band: all === 0 ? null : { lo: pass / all, hi: (pass + uncertain) / all },
  };
}

function day(figures: Partial<DayView>): DayView {
  return {
    ...emptyFigures,
    date: '2026-11-23',
    timeZone: 'Asia/Seoul',
    preset: 'ulsan',
    version: 3,
    hours: [],
    ...figures,
  };
}

export function liveCall(
  sid: string,
  departmentId: string | null,
  startedAt: number,
  more: Partial<LiveCallView>,
): LiveCallView {
  return {
    sid,
    departmentId,
    state: 'ringing',
    startedAt: new Date(startedAt).toISOString(),
    ringingSince: null,
    ringSeconds: null,
    talkingSince: null,
    cover: false,
    transferredAtSeconds: [],
    breaches: [],
    ringResult: null,
    ...more,
  };
}

/** A call that has rung for so many seconds, unanswered. */
export function ringingCall(sid: string, departmentId: string | null, now: number, seconds: number): LiveCallView {
  const since = now - seconds * 1000;
  return liveCall(sid, departmentId, since - 800, {
    ringingSince: new Date(since).toISOString(),
    breaches: seconds >= 8 ? ['ring'] : [],
  });
}

/** A call that has been talking for so many seconds. */
export function talkingCall(
  sid: string,
  departmentId: string,
  now: number,
  seconds: number,
  more: Partial<LiveCallView> = {},
): LiveCallView {
  const since = now - seconds * 1000;
  return liveCall(sid, departmentId, since - 4000, {
    state: 'talking',
    ringingSince: new Date(since - 4000).toISOString(),
    ringSeconds: 4,
    talkingSince: new Date(since).toISOString(),
    breaches: seconds > 182 ? ['talk'] : [],
    ringResult: 'pass',
    ...more,
  });
}

const hours: [number, number, number][] = [
  [9, 118, 4],
  [10, 171, 7],
  [11, 163, 3],
  [12, 74, 9],
  [13, 139, 4],
  [14, 186, 6],
  [15, 168, 2],
  [16, 85, 0],
];

const busyDay = day({
  offered: 1104,
  answered: 1069,
  answerRate: 1069 / 1104,
  dispositions: {
    answered: 1069,
    abandoned: 35,
    shortAbandoned: 6,
    noAnswer: 0,
    busy: 0,
    voicemail: 0,
    closed: 12,
    failed: 0,
  },
  averageWaitSeconds: 4.1,
  longestWaitSeconds: 41,
  averageTalkSeconds: 96,
  firstContact: { count: 992, answered: 1069, rate: 992 / 1069 },
  ring: clause(979, 60, 21, 9),
  talk: clause(954, 90, 4, 21),
  closing: clause(776, 37, 48, 208),
  beforeThirdRing: { count: 979, offered: 1104, rate: 979 / 1104 },
  lateAndLost: 12,
  allThree: { pass: 653, judged: 729, rate: 653 / 729, range: { lo: 0.611, hi: 0.929 }, answered: 1069 },
  ringCounts: [412, 567, 43, 21, 17],
  ringCountUnknown: 9,
  hours: hours.map(([hour, offered, abandoned]) => ({ hour, offered, answered: offered - abandoned, abandoned })),
});

function department(id: string, figures: Partial<Figures>) {
  return { id, ringing: 0, talking: 0, figures: { ...emptyFigures, ...figures } };
}

/** `now`: ms, the instant the scene shows. */
export function busyScene(now: number): Scene {
  return {
    metrics: {
      day: busyDay,
      now: {
        ringing: 5,
        talking: 24,
        longestRingingSince: new Date(now - 11_000).toISOString(),
        longestRingingDepartmentId: 'tax',
        pastThirdRing: 2,
        pastThreeMinutes: 3,
        spooled: 0,
      },
      departments: [
        department('tax', { ring: clause(44, 17) }),
        department('traffic', { ring: clause(68, 16) }),
        department('welfare', { talk: clause(44, 14) }),
        department('building', { ring: clause(12, 5) }),
      ],
    },
    calls: [
      talkingCall('CA03', 'welfare', now, 920, { transferredAtSeconds: [75], cover: true }),
      talkingCall('CA05', 'building', now, 320, { ringSeconds: null }),
      talkingCall('CA04', 'building', now, 198, { ringSeconds: 1, transferredAtSeconds: [70] }),
      talkingCall('CA06', 'tax', now, 40),
      ringingCall('CA01', 'tax', now, 11),
      ringingCall('CA02', 'traffic', now, 6.5),
      ringingCall('CA07', 'welfare', now, 1),
    ],
  };
}

/** Nobody waits too long; closing has no speech evidence, as before recordings are read. */
export function quietScene(now: number): Scene {
  return {
    metrics: {
      day: {
        ...busyDay,
        ring: clause(1008, 31, 21, 9),
        closing: clause(0, 0, 0, 293, 776),
        allThree: { pass: 0, judged: 0, rate: null, range: { lo: 0, hi: 0.874 }, answered: 1069 },
      },
      now: {
        ringing: 1,
        talking: 2,
        longestRingingSince: null,
        longestRingingDepartmentId: null,
        pastThirdRing: 0,
        pastThreeMinutes: 0,
        spooled: 0,
      },
      departments: [department('tax', { ring: clause(60, 1) })],
    },
    calls: [
      talkingCall('CA11', 'tax', now, 25),
      talkingCall('CA12', 'welfare', now, 61),
      ringingCall('CA13', 'traffic', now, 0),
    ],
  };
}

export function emptyScene(): Scene {
  return {
    metrics: {
      day: day({}),
      now: {
        ringing: 0,
        talking: 0,
        longestRingingSince: null,
        longestRingingDepartmentId: null,
        pastThirdRing: 0,
        pastThreeMinutes: 0,
        spooled: 0,
      },
      departments: [],
    },
    calls: [],
  };
}
