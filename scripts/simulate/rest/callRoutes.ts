// Calls: create, fetch, update and list, and the log of the webhooks of a call that has ended.

import { showLeg } from '../engine/legState.js';
import type { Leg } from '../engine/model.js';
import { dateFields, dateFilter } from './dates.js';
import { findLeg, findLiveLeg } from './findLeg.js';
import type { Form } from './form.js';
import { operation } from './operation.js';
import { pageFields, showPage } from './page.js';
import { legFields, placeRestCall } from './placeRestCall.js';
import { notFound, notInProgress, Refusal } from './refusal.js';
import type { RestParts } from './restParts.js';
import { showCall } from './showCall.js';
import { showEvent } from './showEvent.js';

const instructionFields = ['Url', 'Method', 'Twiml', 'FallbackUrl', 'FallbackMethod'];
const otherFields = [
  ...['ApplicationSid', 'AsyncAmd', 'AsyncAmdStatusCallback', 'AsyncAmdStatusCallbackMethod'],
  ...['ClientNotificationUrl', 'Passports', 'RecordingConfigurationId'],
];
const longestTwiml = 4_000;
/** Twilio shows a call's events no earlier after its end. */
const eventsLagMs = 15 * 60_000;

export function addCallRoutes({ app, standIn, root, listLagMs }: RestParts): void {
  const { accountSid, exchange } = standIn;
  const show = (leg: Leg) => showCall(accountSid, showLeg(leg));
  const calls = `${root}/Calls`;

  app.post(
    `${calls}.json`,
    operation(standIn, 'calls.create', [...legFields, ...instructionFields, ...otherFields], ({ form, path }) => {
      // What To and From lack is told first, as Twilio does.
      const hasParties = (form.text('To') ?? '') !== '' && (form.text('From') ?? '') !== '';
      const instructions = hasParties ? readInstructions(form) : { twiml: '' };
      if (!instructions) throw new Refusal(400, 21_205, 'Url parameter is required.');
      const leg = exchange.legs.get(placeRestCall(standIn, form, instructions));
      if (!leg) throw notFound(path);
      return { status: 201, body: show(leg) };
    }),
  );

  app.get(
    `${calls}/:sid.json`,
    operation(standIn, 'calls.fetch', [], (asked) => ({ body: show(findLeg(standIn, asked)) })),
  );

  app.post(
    `${calls}/:sid.json`,
    operation(
      standIn,
      'calls.update',
      [...instructionFields, 'Status', 'StatusCallback', 'StatusCallbackMethod', 'TimeLimit'],
      (asked) => {
        const { form } = asked;
        const status = form.choice('Status', ['completed', 'canceled']);
        const instructions = status === null ? readInstructions(form) : null;
        const leg = findLiveLeg(standIn, asked);
        const { sid } = leg.facts;
        if (status === 'canceled' && leg.answeredAt !== null) {
          throw notInProgress('Call is already in-progress and cannot be canceled.');
        }
        const isRinging = leg.answeredAt === null && leg.facts.direction !== 'inbound';
        if (instructions && isRinging) throw notInProgress('Call is not in-progress. Cannot redirect.');
        // The resource lags behind, as Twilio's does: the answer shows the leg as it was.
        const body = show(leg);
        if (status !== null) standIn.command({ sid, ask: 'end' });
        else if (instructions) standIn.command({ sid, ask: 'redirect', ...instructions });
        return { body };
      },
    ),
  );

  const filters = ['To', 'From', 'ParentCallSid', 'Status', ...dateFields('StartTime'), ...dateFields('EndTime')];
  app.get(
    `${calls}.json`,
    operation(standIn, 'calls.list', [...filters, ...pageFields], (asked) => {
      const { form } = asked;
      const seenAt = standIn.now() - listLagMs;
      const started = dateFilter(form, 'StartTime');
      const ended = dateFilter(form, 'EndTime');
      const equals = (name: string, value: string | null) => form.text(name) === null || form.text(name) === value;
      const legs = [...exchange.legs.values()]
        .filter(({ createdAt }) => createdAt <= seenAt)
        .map((leg) => ({ leg, state: seenLate(showLeg(leg), seenAt) }))
        .filter(({ state }) => equals('To', state.to) && equals('From', state.from) && equals('Status', state.status))
        .filter(({ state }) => equals('ParentCallSid', state.parentSid))
        .filter(({ state }) => started(state.startedAt) && ended(state.endedAt))
        .sort((a, b) => b.leg.createdAt - a.leg.createdAt);
      return {
        body: showPage(
          asked,
          'calls',
          legs.map(({ state }) => showCall(accountSid, state)),
        ),
      };
    }),
  );

  app.get(
    `${calls}/:sid/Events.json`,
    operation(standIn, 'events.list', pageFields, (asked) => {
      const { endedAt, facts } = findLeg(standIn, asked);
      const isOpen = endedAt !== null && endedAt + eventsLagMs <= standIn.now();
      const entries = isOpen ? (exchange.history.get(facts.sid) ?? []) : [];
      return { body: showPage(asked, 'events', entries.map(showEvent)) };
    }),
  );
}

/** What the list knew of a leg a while ago. */
function seenLate(leg: ReturnType<typeof showLeg>, seenAt: number): ReturnType<typeof showLeg> {
  if (leg.endedAt === null || leg.endedAt <= seenAt) return leg;
  return { ...leg, endedAt: null, status: leg.answeredAt === null ? 'ringing' : 'in-progress' };
}

/** A URL beats TwiML when both are given. */
function readInstructions(form: Form) {
  const from = form.hook('Url', 'Method', 21_205);
  const twiml = form.text('Twiml');
  if (twiml !== null && twiml.length > longestTwiml) {
    throw new Refusal(400, 32_018, `Twiml is longer than ${longestTwiml} characters.`);
  }
  if (from) return { to: from };
  return twiml === null ? null : { twiml };
}
