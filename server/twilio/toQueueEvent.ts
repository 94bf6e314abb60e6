// Twilio's words about a call centre's queue, and the end of a notice, as events of the waiting citizen's call.
import { type ActionEvent, queueResults } from '../calls/callEvent.js';
import type { Target } from '../directory/directory.js';
import { type Callback, sidOf } from './readCallback.js';
import { baseOf, present, Reader, type Translated } from './toCallEvent.js';

const nameless: Translated = { event: undefined, warnings: ['CallSid-missing'] };

/** The first turn of the waitUrl; every further one is a heartbeat, of no event. */
export function toEnteredEvent(callback: Callback): Translated {
  const read = new Reader(callback.fields);
  const callSid = sidOf(read.text('CallSid'));
  if (!callSid) return nameless;
  if (read.whole('QueueTime') !== 0) return { event: undefined, warnings: read.warnings };
  const queueSid = read.text('QueueSid') ?? '-';
  return {
    event: {
      kind: 'queue',
      key: `queue:${callSid}:${queueSid}:entered`,
      ...baseOf(callback, read, callSid),
      what: 'entered',
      queueSid,
    },
    warnings: read.warnings,
  };
}

/** The agent's whisper: it names who waited, in whose call it stands whatever call the agent was rung for. */
export function toTakenEvent(callback: Callback): Translated {
  const read = new Reader(callback.fields);
  const callSid = sidOf(read.text('CallSid'));
  if (!callSid) return nameless;
  const queueSid = read.text('QueueSid') ?? '-';
  const agentSid = sidOf(read.text('DequeingCallSid'));
  return {
    event: {
      kind: 'queue',
      key: `queue:${callSid}:${queueSid}:taken:${agentSid ?? '-'}`,
      ...baseOf({ ...callback, rootSid: callSid }, read, callSid),
      what: 'taken',
      queueSid,
      ...present({ agentSid }),
    },
    warnings: read.warnings,
  };
}

/** The end of the wait, and of the talk where an agent took the call. */
export function toQueueActionEvent(callback: Callback, next: ActionEvent['next']): Translated {
  const read = new Reader(callback.fields);
  const callSid = sidOf(read.text('CallSid'));
  if (!callSid) return nameless;
  return {
    event: {
      kind: 'action',
      key: `action:${callSid}:queue:${callback.step ?? '-'}`,
      ...baseOf(callback, read, callSid),
      queue: present({ result: read.word('QueueResult', queueResults), seconds: read.whole('QueueTime') }),
      next,
      dialled: [],
    },
    warnings: read.warnings,
  };
}

export function toNoticeEvent(callback: Callback, dialled: readonly Target[]): Translated {
  const read = new Reader(callback.fields);
  const callSid = sidOf(read.text('CallSid'));
  if (!callSid) return nameless;
  return {
    event: { kind: 'notice', key: `notice:${callSid}`, ...baseOf(callback, read, callSid), dialled: [...dialled] },
    warnings: read.warnings,
  };
}
