// One whole answered call as Twilio tells it: seven signed requests, each when the one before has been answered.
import { postSigned, stampOf } from './twilioClient.js';

export const calledNumber = '+82310002001';
export const calledDesk = 'sip:2001@desk.hanbit.example';

const sidOf = (number: number) => `CA${number.toString(16).padStart(32, '0')}`;
export const rootOf = (index: number) => sidOf(index * 2 + 1);
const legOf = (index: number) => sidOf(index * 2 + 2);

export interface AnsweredCall {
  /** Of all seven requests. */
  statuses: number[];
  /** The voice URL dialled the right desk, and the Dial's action hung up. */
  isConnected: boolean;
  /** ms that the citizen waited for each TwiML. */
  voiceMs: number[];
}

/** @param at ms: when the call began, by the server's clock; it rings for 3 s and is talked on for 30 s. */
export async function placeAnsweredCall(base: string, index: number, at: number): Promise<AnsweredCall> {
  const [root, leg] = [rootOf(index), legOf(index)];
  const call: AnsweredCall = { statuses: [], isConnected: false, voiceMs: [] };

  async function post(path: string, form: Record<string, string>): Promise<string> {
    const { status, text } = await postSigned(base, path, { From: '+821000000001', ...form });
    call.statuses.push(status);
    return text;
  }
  async function ask(path: string, form: Record<string, string>): Promise<string> {
    const from = performance.now();
    const text = await post(path, { CallSid: root, To: calledNumber, Direction: 'inbound', ...form });
    call.voiceMs.push(performance.now() - from);
    return text;
  }

  const dial = await ask('/voice/incoming', { CallStatus: 'ringing' });
  for (const [sequence, [status, second]] of (
    [
      ['initiated', 1],
      ['ringing', 2],
      ['in-progress', 5],
      ['completed', 35],
    ] as const
  ).entries()) {
    await post(`/voice/status?root=${root}&step=1`, {
      CallSid: leg,
      ParentCallSid: root,
      To: calledDesk,
      Direction: 'outbound-dial',
      CallStatus: status,
      CallbackSource: 'call-progress-events',
      SequenceNumber: String(sequence),
      Timestamp: stampOf(at + second * 1_000),
      ...(status === 'completed' ? { CallDuration: '30' } : {}),
    });
  }
  const action = { DialCallStatus: 'completed', DialCallSid: leg, DialCallDuration: '30', DialBridged: 'true' };
  const end = await ask(`/voice/dial-action?root=${root}&step=1`, { ...action, CallStatus: 'completed' });
  await post('/voice/status', {
    CallSid: root,
    To: calledNumber,
    Direction: 'inbound',
    CallStatus: 'completed',
    CallbackSource: 'call-progress-events',
    SequenceNumber: '0',
    Timestamp: stampOf(at + 35_000),
    CallDuration: '35',
  });
  call.isConnected =
    dial.includes(`root=${root}`) && dial.includes(`>${calledDesk}</Sip>`) && end.includes('<Hangup/>');
  return call;
}
