// Webhooks of the mystery shopper's bridge: kept here and nowhere else, so that no call, figure or socket ever shows them.
import { z } from 'zod';
import type { CollectionDeclaration, StoredDocument } from '../storage/port.js';

export interface ShopEvent extends StoredDocument {
  receivedAt: number;
  raw: [string, string][];
}

export const shopEvents: CollectionDeclaration<ShopEvent> = {
  name: 'shopEvents',
  schema: z.object({
    id: z.string(),
    revision: z.number().int(),
    receivedAt: z.number().int(),
    raw: z.array(z.tuple([z.string(), z.string()])),
  }),
  indexes: { byTime: { fields: ['receivedAt', 'id'] } },
};
