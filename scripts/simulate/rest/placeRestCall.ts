// A call that REST makes: what Twilio checks before it takes the order, and how the stand-in carries it out.
import { simpleCallPlan } from '../callPlan.js';
import type { StandIn } from '../createStandIn.js';
import type { OutboundOrigin } from '../engine/placeCall.js';
import type { Form } from './form.js';
import { Refusal } from './refusal.js';

export const legFields = [
  ...['To', 'From', 'Timeout', 'TimeLimit', 'CallReason', 'CallerId', 'CallToken', 'Byoc', 'SendDigits'],
  ...['StatusCallback', 'StatusCallbackMethod', 'StatusCallbackEvent', 'SipAuthUsername', 'SipAuthPassword'],
  ...['MachineDetection', 'MachineDetectionTimeout', 'MachineDetectionSpeechThreshold'],
  ...['MachineDetectionSpeechEndThreshold', 'MachineDetectionSilenceTimeout'],
  ...['Record', 'RecordingChannels', 'RecordingStatusCallback', 'RecordingStatusCallbackMethod'],
  ...['RecordingStatusCallbackEvent', 'RecordingTrack', 'Trim'],
];

const address = /^(\+[1-9]\d{4,14}|sip:[^\s@]+@\S+|client:\S+)$/;
const events = ['initiated', 'ringing', 'answered', 'completed'];

/** The sid of the call, which is under way. @throws Refusal */
export function placeRestCall(standIn: StandIn, form: Form, instructions: OutboundOrigin['instructions']): string {
  const to = form.text('To') ?? '';
  const from = form.text('From') ?? '';
  if (to === '') throw new Refusal(400, 21_201, "No 'To' number is specified");
  if (from === '') throw new Refusal(400, 21_213, "Caller phone number is required: 'From' is missing");
  if (!address.test(to)) throw new Refusal(400, 21_211, `Invalid 'To' Phone Number: ${to}`);
  if (!address.test(from)) throw new Refusal(400, 21_212, `Invalid 'From' Phone Number: ${from}`);
  const { numbers, exchange, options, phones } = standIn;
  if (from.startsWith('+') && numbers.all.length > 0 && !numbers.byNumber(from)) {
    throw new Refusal(400, 21_210, `'From' phone number not verified: ${from}`);
  }
  const sid = exchange.newSid('CA');
  const asked = { address: to, root: sid, dial: -1, position: 0 };
  const callee = phones.get(to) ?? options.otherwise?.(asked);
  const origin: OutboundOrigin = {
    kind: 'outbound',
    instructions,
    statusCallback: form.hook('StatusCallback', 'StatusCallbackMethod', 21_609),
    events: readEvents(form, 'StatusCallbackEvent', ['completed']),
    timeoutSeconds: form.number('Timeout', 5, 600) ?? 60,
    timeLimitSeconds: form.number('TimeLimit', 1, 86_400) ?? 14_400,
    detectsMachines: form.choice('MachineDetection', ['Enable', 'DetectMessageEnd']) !== null,
    recording: readRecording(form),
    callee: callee ?? exchange.phone(asked),
  };
  const plan = simpleCallPlan({ sid, from, to, dials: [], ...options.variants });
  standIn.call(plan, { origin }).catch((error: unknown) => {
    // A call cut off by the end of the program is no mistake.
    if (!exchange.stopping.aborted) console.error(error);
  });
  return sid;
}

function readEvents(form: Form, name: string, fallback: readonly string[]): readonly string[] {
  const given = form.all(name);
  const wrong = given.find((event) => !events.includes(event));
  // One string with all names in it is the known mistake: repeated fields are what Twilio reads.
  if (wrong !== undefined) throw new Refusal(400, 21_626, `${name} has an invalid value: '${wrong}'`);
  return given.length === 0 ? fallback : given;
}

function readRecording(form: Form): OutboundOrigin['recording'] {
  if (form.flag('Record') !== true) return null;
  const recorded = form.all('RecordingStatusCallbackEvent');
  return {
    channels: form.choice('RecordingChannels', ['mono', 'dual']) === 'dual' ? 2 : 1,
    callback: form.hook('RecordingStatusCallback', 'RecordingStatusCallbackMethod', 21_609),
    events: recorded.length === 0 ? ['completed'] : recorded,
  };
}
