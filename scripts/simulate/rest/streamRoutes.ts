// Calls/{sid}/Streams: started on a live leg, and stopped.
import type { Stream } from '../engine/model.js';
import { streamUrlProblem } from '../twiml/readStream.js';
import { showDate } from './dates.js';
import { findLiveLeg } from './findLeg.js';
import type { Form } from './form.js';
import { operation } from './operation.js';
import { invalid, notFound, notInProgress } from './refusal.js';
import type { RestParts } from './restParts.js';

export function addStreamRoutes({ app, standIn, root }: RestParts): void {
  const { streams } = standIn.exchange;
  const fields = ['Url', 'Name', 'Track', 'StatusCallback', 'StatusCallbackMethod', 'Parameter*'];

  app.post(
    `${root}/Calls/:sid/Streams.json`,
    operation(standIn, 'streams.create', fields, (asked) => {
      const { form } = asked;
      const url = form.text('Url') ?? '';
      const problem = streamUrlProblem(url);
      if (problem) throw invalid(`Invalid Url: ${problem}`);
      const wish = {
        url,
        name: form.text('Name'),
        track: form.choice('Track', ['inbound_track', 'outbound_track', 'both_tracks']) ?? ('inbound_track' as const),
        statusCallback: form.hook('StatusCallback', 'StatusCallbackMethod', 21_609),
        parameters: readParameters(form),
      };
      const leg = findLiveLeg(standIn, asked);
      if (leg.answeredAt === null) throw notInProgress('Call is not in-progress. Cannot start a stream.');
      const stream = streams.start(leg, wish);
      if (!stream) throw invalid('The call has as many tracks as it may have.');
      return { status: 201, body: showStream(standIn.accountSid, stream) };
    }),
  );

  app.post(
    `${root}/Calls/:sid/Streams/:stream.json`,
    operation(standIn, 'streams.update', ['Status'], (asked) => {
      if (asked.form.choice('Status', ['stopped']) === null) throw invalid('Status is required');
      const leg = findLiveLeg(standIn, asked);
      const named = asked.part('stream');
      const stream = [...streams.all.values()].find(
        (one) => one.leg === leg && (one.sid === named || one.wish.name === named),
      );
      if (!stream || !streams.stop(leg, named)) throw notFound(asked.path);
      return { body: showStream(standIn.accountSid, stream) };
    }),
  );
}

const mostParameters = 99;

/** Parameter1.Name and Parameter1.Value, and so on. */
function readParameters(form: Form): [string, string][] {
  const found: [string, string][] = [];
  for (let place = 1; place <= mostParameters; place += 1) {
    const name = form.text(`Parameter${place}.Name`);
    if (name !== null) found.push([name, form.text(`Parameter${place}.Value`) ?? '']);
  }
  return found;
}

function showStream(accountSid: string, { sid, leg, wish, status, updatedAt }: Stream) {
  const callSid = leg.facts.sid;
  return {
    sid,
    account_sid: accountSid,
    call_sid: callSid,
    name: wish.name,
    status,
    date_updated: showDate(updatedAt),
    uri: `/2010-04-01/Accounts/${accountSid}/Calls/${callSid}/Streams/${sid}.json`,
  };
}
