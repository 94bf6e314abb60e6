// Whether the citizen left a message after we had asked for one, as the end of the recording or its callback tells.
import type { CallEvent } from './callEvent.js';

const lengthOf = (event: CallEvent) => Number(event.raw.find(([name]) => name === 'RecordingDuration')?.[1] ?? 0);
const isOfMailbox = (event: CallEvent) =>
  event.raw.some(([name, value]) => name === 'RecordingSource' && value === 'RecordVerb');

export function isMessageLeft(events: readonly CallEvent[]): boolean {
  return events.some((event) => {
    if (event.kind !== 'note') return false;
    return (event.route === 'voicemail' || (event.route === 'recording' && isOfMailbox(event))) && lengthOf(event) > 0;
  });
}
