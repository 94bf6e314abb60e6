// Whole hand-overs with their numbers, for the schedules of callStories.ts and for the tests of each variant.
import type { CallEvent } from '../../server/calls/callEvent.js';
import { handOverTeller } from './handOverScenarios.js';
import { lineOf, type TellerOptions, target, teller } from './scenarios.js';

export interface HandOver {
  legA: string;
  legB: string;
  /** Seconds: until the first desk answers, of its talk, until the second one answers, of the second one's talk. */
  ring: number;
  talk: number;
  second: number;
  secondTalk: number;
  hungUpFirst: 'caller' | 'official';
  /** How Twilio writes why somebody left. */
  spelling?: 'underscores' | 'hyphens';
  /** Seconds for which the desks confer before the first one leaves. */
  briefing?: number;
}

type Told = CallEvent[];
const told = (events: (CallEvent | undefined)[]): Told => events.filter((event) => event !== undefined);
export const [firstDesk, nextDesk] = [target(1), target(3, 'traffic')];

/** Until the first desk talks, and when that began. */
function opening(options: TellerOptions, { legA, ring }: HandOver) {
  const tell = teller(options);
  const answered = 2 + ring;
  const events = [
    tell.voice(0, lineOf([firstDesk])),
    tell.leg(legA, firstDesk, 'initiated', 1),
    tell.leg(legA, firstDesk, 'ringing', 2),
    tell.leg(legA, firstDesk, 'in-progress', answered),
  ];
  return { tell, answered, events };
}

/** 2.5 (a): REST gives the citizen's leg other TwiML. @param asksAction whether the Dial that was left still asks its action */
export function blindByRest(options: TellerOptions, story: HandOver, asksAction = false): Told {
  const { tell, answered, events } = opening(options, story);
  const { intent, outcome } = handOverTeller(options);
  const { legA, legB, talk, second, secondTalk, hungUpFirst } = story;
  const left = answered + talk;
  const taken = left + 2 + second;
  const over = taken + secondTalk;
  const gone = hungUpFirst === 'caller' ? 'completed' : 'in-progress';
  const own = { DialCallStatus: 'completed', DialCallSid: legA, DialBridged: 'true', CallStatus: 'in-progress' };
  return told([
    ...events,
    intent(left - 0.2, 'i', { step: 2, fromLegSid: legA, dialled: [nextDesk], briefed: false }),
    outcome(left, 'i', 'accepted'),
    tell.leg(legA, firstDesk, 'completed', left),
    asksAction ? tell.action(left + 0.3, own) : undefined,
    tell.leg(legB, nextDesk, 'initiated', left + 1, { step: 2 }),
    tell.leg(legB, nextDesk, 'ringing', left + 2, { step: 2 }),
    tell.leg(legB, nextDesk, 'in-progress', taken, { step: 2 }),
    tell.leg(legB, nextDesk, 'completed', over, { step: 2 }),
    tell.action(
      over + 0.2,
      {
        DialCallStatus: 'completed',
        DialCallSid: legB,
        DialCallDuration: String(Math.round(secondTalk)),
        DialBridged: 'true',
        CallStatus: gone,
      },
      { step: 2 },
    ),
    tell.end(over + 0.4, 'completed', over - answered),
  ]);
}

/** 2.6: the desk goes into the conference, the citizen follows and is held, the next desk is called in, the first leaves. */
export function attended(options: TellerOptions, story: HandOver): Told {
  const { tell, answered, events } = opening(options, story);
  const { intent, outcome, conference } = handOverTeller(options);
  const { legA, legB, talk, second, secondTalk, hungUpFirst, spelling = 'underscores', briefing = 6 } = story;
  const { root } = options;
  const asked = answered + talk;
  const taken = asked + 4 + second;
  const left = taken + briefing;
  const over = left + secondTalk;
  const why = (reason: string) => ({
    ReasonParticipantLeft: spelling === 'hyphens' ? reason.replaceAll('_', '-') : reason,
    ParticipantCallStatus: 'completed',
  });
  const api = { Direction: 'outbound-api' };
  const b = (status: string, at: number) => tell.leg(legB, nextDesk, status, at, { step: 2, hint: 'root', extra: api });
  const ended =
    spelling === 'hyphens'
      ? 'participant-with-end-conference-on-exit-left'
      : 'participant_with_end_conference_on_exit_left';
  const closing =
    hungUpFirst === 'caller'
      ? () => [
          conference('leave', over, root, why('participant_hung_up')),
          conference('leave', over + 0.1, legB, why('moderator_ended_conference')),
          conference('end', over + 0.1, undefined, { ReasonConferenceEnded: ended, CallSidEndingConference: root }),
        ]
      : () => [
          conference('leave', over, legB, why('participant_hung_up')),
          conference('leave', over + 0.6, root, why('conference_ended_via_api')),
          conference('end', over + 0.6, undefined, { ReasonConferenceEnded: 'conference-ended-via-api' }),
        ];
  return told([
    ...events,
    intent(asked - 0.2, 'i', { step: 2, fromLegSid: legA, dialled: [nextDesk], transferKind: 'attended' }),
    tell.action(asked + 0.3, { DialCallStatus: 'completed', DialCallSid: legA, CallStatus: 'in-progress' }),
    conference('join', asked + 0.4, legA),
    conference('join', asked + 0.6, root),
    conference('start', asked + 0.6),
    outcome(asked + 0.8, 'i', 'accepted'),
    b('initiated', asked + 1.5),
    b('ringing', asked + 4),
    conference('hold', asked + 4.2, root, { Hold: 'true' }),
    b('in-progress', taken),
    conference('join', taken + 0.1, legB),
    conference('leave', left, legA, why('participant_hung_up')),
    tell.leg(legA, firstDesk, 'completed', left),
    conference('unhold', left + 0.5, root, { Hold: 'false' }),
    ...closing(),
    b('completed', over + 0.1),
    tell.action(
      over + 0.8,
      { DialCallStatus: 'answered', CallStatus: hungUpFirst === 'caller' ? 'completed' : 'in-progress' },
      { step: 2 },
    ),
    tell.end(over + 1, 'completed', over - answered),
  ]);
}

/** 2.7: the telephone's own REFER; with answerOnBridge the first desk stays until the next one answers. */
export function referred(options: TellerOptions, story: HandOver, leavesAtOnce = false): Told {
  const { tell, answered, events } = opening(options, story);
  const { refer } = handOverTeller(options);
  const { legA, legB, talk, second, secondTalk, hungUpFirst } = story;
  const asked = answered + talk;
  const taken = asked + 2 + second;
  const over = taken + secondTalk;
  const done = { DialCallStatus: 'completed', DialCallSid: legB, DialCallDuration: '9', DialBridged: 'true' };
  return told([
    ...events,
    refer(asked, legA, `<${nextDesk.address};user=phone>`, [nextDesk]),
    tell.leg(legA, firstDesk, 'completed', leavesAtOnce ? asked + 0.2 : taken),
    tell.leg(legB, nextDesk, 'initiated', asked + 1, { step: 2 }),
    tell.leg(legB, nextDesk, 'ringing', asked + 2, { step: 2 }),
    tell.leg(legB, nextDesk, 'in-progress', taken, { step: 2 }),
    tell.leg(legB, nextDesk, 'completed', over, { step: 2 }),
    tell.action(
      over + 0.2,
      { ...done, CallStatus: hungUpFirst === 'caller' ? 'completed' : 'in-progress' },
      { step: 2 },
    ),
    tell.end(over + 0.4, 'completed', over - answered),
  ]);
}
