// Who rings: mostly mobile telephones of a number range that is assigned to nobody, sometimes something odd (section 8).
import type { CallPlan } from './callPlan.js';
import type { Random } from './random.js';

type Caller = Pick<CallPlan, 'from' | 'geo' | 'extraFields'>;

export function drawCaller(random: Random, odd: boolean): Caller {
  const digits = () => String(Math.floor(random.next() * 10_000_000)).padStart(7, '0');
  // No subscriber in Korea has a number that begins with 010-0: nobody real is ever shown or rung.
  const mobile: Caller = { from: `+82100${digits()}`, geo: 'country', extraFields: [] };
  if (!odd) return mobile;
  return random.pick<Caller>([
    { ...mobile, geo: 'empty' },
    { ...mobile, geo: 'none' },
    { ...mobile, geo: 'empty', from: 'anonymous' },
    // "ANONYMOUS" on a keypad: looks like a number and is nobody's.
    { ...mobile, geo: 'empty', from: '+266696687' },
    { ...mobile, geo: 'empty', from: '' },
    { ...mobile, geo: 'empty', from: 'client:kiosk-lobby' },
    {
      from: 'sip:welfare@branch.hanbit.example',
      geo: 'none',
      extraFields: [
        ['SipDomain', 'hanbit.sip.example'],
        ['SipCallId', `${random.hex(16)}@branch.hanbit.example`],
        ['SipHeader_X-Branch[0]', '한빛동'],
      ],
    },
    { ...mobile, extraFields: [['ForwardedFrom', '+82310000300']] },
    {
      ...mobile,
      extraFields: [
        ['StirVerstat', 'No-TN-Validation'],
        ['CallToken', encodeURIComponent(JSON.stringify({ parentCallInfoToken: random.hex(120) }))],
      ],
    },
  ]);
}
