// The exact form fields of Twilio's voice requests (reference samples S1 to S8), as ordered lists.
import type { CallPlan } from './callPlan.js';

export type Fields = [string, string][];

export interface LegFacts {
  accountSid: string;
  sid: string;
  parentSid: string | null;
  from: string;
  to: string;
  direction: 'inbound' | 'outbound-api' | 'outbound-dial';
  geo: CallPlan['geo'];
}

/** Fields that every voice request carries. */
export function commonFields(leg: LegFacts, status: string): Fields {
  return [
    ['AccountSid', leg.accountSid],
    ['ApiVersion', '2010-04-01'],
    ['CallSid', leg.sid],
    ...(leg.parentSid === null ? [] : [['ParentCallSid', leg.parentSid] as [string, string]]),
    ['CallStatus', status],
    ['Direction', leg.direction],
    ['From', leg.from],
    ['Caller', leg.from],
    ['To', leg.to],
    ['Called', leg.to],
    ...geoFields(leg),
  ];
}

function geoFields({ geo, from, to }: LegFacts): Fields {
  if (geo === 'none') return [];
  const country = (address: string) => (geo === 'country' && address.startsWith('+82') ? 'KR' : '');
  return (
    [
      ['From', from],
      ['Caller', from],
      ['To', to],
      ['Called', to],
    ] as const
  ).flatMap(
    ([who, address]): Fields => [
      [`${who}City`, ''],
      [`${who}State`, ''],
      [`${who}Zip`, ''],
      [`${who}Country`, country(address)],
    ],
  );
}

/** What a status callback adds; on a terminal status the duration of the connection in ms, 0 when it never was one. */
export function statusFields(
  leg: LegFacts,
  status: string,
  moment: { at: number; sequence: number; stamps: CallPlan['stamps'] },
  more: { answeredBy?: string | undefined; connectedMs?: number | undefined } = {},
): Fields {
  const fields: Fields = [
    ...commonFields(leg, status),
    ['Timestamp', twilioTimestamp(moment.at, moment.stamps)],
    ['CallbackSource', 'call-progress-events'],
    ['SequenceNumber', String(moment.sequence)],
  ];
  if (more.answeredBy !== undefined) fields.push(['AnsweredBy', more.answeredBy]);
  if (more.connectedMs !== undefined) {
    const seconds = Math.round(more.connectedMs / 1000);
    // CallDuration counts seconds, Duration the minutes that are billed.
    fields.push(['CallDuration', String(seconds)], ['Duration', String(Math.ceil(seconds / 60))]);
    fields.push(['SipResponseCode', sipResponseCodes[status] ?? '200']);
  }
  return fields;
}

const sipResponseCodes: Readonly<Record<string, string>> = {
  completed: '200',
  busy: '486',
  'no-answer': '487',
  canceled: '487',
  failed: '404',
};

/** RFC 2822, UTC, whole seconds: "Thu, 12 Feb 2026 11:48:25 +0000". */
export function twilioTimestamp(at: number, stamps: CallPlan['stamps'] = 'floor'): string {
  return new Date(Math[stamps](at / 1000) * 1000).toUTCString().replace('GMT', '+0000');
}
