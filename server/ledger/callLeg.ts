// Which call a leg belongs to: written beside the call at the leg's first event, rebuilt from the call if ever lost.
import { z } from 'zod';
import type { CollectionDeclaration, StoredDocument } from '../storage/port.js';

export interface CallLeg extends StoredDocument {
  /** The root CallSid. */
  rootId: string;
}

export const callLegs: CollectionDeclaration<CallLeg> = {
  name: 'callLegs',
  schema: z.object({ id: z.string(), revision: z.number().int(), rootId: z.string() }),
  indexes: { byRoot: { fields: ['rootId', 'id'] } },
};
