// Events that a call's own document has no room for: written once, never changed, and named by that document.
import { z } from 'zod';
import type { CallEvent } from '../calls/callEvent.js';
import type { CollectionDeclaration, StoredDocument } from '../storage/port.js';
import { storedEvent } from './callRecord.js';

export interface CallOverflow extends StoredDocument {
  /** Under which they were written; a leg that joins its call hands over what it wrote. */
  callId: string;
  /** Part of the call's set, kept events and conflicts alike. */
  events: CallEvent[];
}

export const callOverflows: CollectionDeclaration<CallOverflow> = {
  name: 'callOverflows',
  schema: z.object({
    id: z.string().min(1),
    revision: z.number().int().nonnegative(),
    callId: z.string(),
    events: z.array(storedEvent).min(1),
  }) as unknown as z.ZodType<CallOverflow>,
  // What a crash left behind is named by no call: only so is it found.
  indexes: { byCall: { fields: ['callId', 'id'] } },
};
