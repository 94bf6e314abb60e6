// A product in a few lines for the stand-in's tests: it answers with the real TwiML builder, from the demo city's directory.

import type { CallPlan } from '../../../scripts/simulate/callPlan.js';
import { type PlannedRequest, planCall } from '../../../scripts/simulate/planCall.js';
import type { Target } from '../../../server/directory/directory.js';
import { dialTwiml, hangUpTwiml, sayTwiml } from '../../../server/twilio/twiml.js';

export const base = 'https://calls.hanbit.example';
export const accountSid = `AC${'0123456789abcdef'.repeat(2)}`;
export const sid = `CA${'a'.repeat(32)}`;
export const startAt = Date.parse('2026-03-02T01:00:00.250Z');
export const official = '+82310002001';
export const vacant = '+82310009999';

export const desk = (extension: number): Target => ({
  address: `sip:${extension}@desk.hanbit.example`,
  kind: 'sip',
  departmentId: 'tax-1',
  officialId: `hb-${extension}`,
});

export const value = (fields: readonly (readonly [string, string])[], name: string): string | undefined =>
  fields.find(([field]) => field === name)?.[1];

/** Own lines roll over to three colleagues once; a vacant number gets the apology. */
export function answerAsProduct({ url, fields }: Pick<PlannedRequest, 'url' | 'fields'>): string {
  const { pathname, searchParams } = new URL(url);
  const root = value(fields, 'CallSid') ?? '';
  const to = value(fields, 'To') ?? '';
  if (pathname === '/voice/incoming') {
    if (to === vacant) return sayTwiml('unknownNumber');
    const targets = to === '+82310002000' ? [1, 2, 3, 4, 5, 6, 7].map((agent) => desk(2990 + agent)) : [desk(2001)];
    return dialTwiml(base, root, 1, targets);
  }
  const step = Number(searchParams.get('step'));
  const missed = value(fields, 'DialCallStatus') === 'no-answer' && value(fields, 'CallStatus') !== 'completed';
  return missed && step === 1 ? dialTwiml(base, root, 2, [desk(2002), desk(2003), desk(2004)]) : hangUpTwiml();
}

export function playAgainstProduct(plan: CallPlan) {
  const origin = {
    kind: 'inbound',
    voice: { url: `${base}/voice/incoming`, method: 'POST' },
    statusCallback: { url: `${base}/voice/status`, method: 'POST' },
  } as const;
  return planCall(plan, { origin, accountSid, startAt }, answerAsProduct);
}

/** A request in one word group: which endpoint, whose leg, and its status. */
export function tell({ url, fields, sid: leg }: PlannedRequest): string {
  const endpoint = new URL(url).pathname.replace('/voice/', '');
  const dial = value(fields, 'DialCallStatus');
  return `${endpoint} ${leg === sid ? 'caller' : 'desk'} ${value(fields, 'CallStatus')}${dial ? ` ${dial}` : ''}`;
}
