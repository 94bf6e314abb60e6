// Many writers at once, each telling whole calls through the ledger, event by event: what a busy city does to a store.
import type { CallEvent } from '../../../server/calls/callEvent.js';
import { createLedger } from '../../../server/ledger/ledger.js';
import type { Store } from '../../../server/storage/port.js';
import { ruleFor } from '../../../server/verdict/presets.js';
import { type Story, tellStory } from '../../support/callStories.js';

/** One event that the store said is durable. */
export interface Acknowledged {
  callId: string;
  /** The call or leg that the event is about. */
  sid: string;
  key: string;
}

/** An event of unknown fate: it may be stored, half stored, or not at all. */
export interface Refused {
  callId: string;
  event: CallEvent;
  reason: unknown;
}

export interface Writing {
  store: Store;
  writers: number;
  /** Number of the first call; runs on one store must stay this side of each other's. */
  first: number;
  onAcknowledged(event: Acknowledged): void;
  isOver(): boolean;
}

const origin = Date.UTC(2030, 2, 4, 1);
const kinds = ['simple', 'abandoned', 'busy', 'colleague', 'transferred', 'race', 'mailbox'] as const;
const hints = ['root', 'parent', 'both'] as const;

function storyOf(index: number): Story {
  return tellStory(
    {
      kind: kinds[index % kinds.length] ?? 'simple',
      ring: 1 + (index % 12),
      talk: 20 + (index % 200),
      second: 2 + (index % 7),
      hint: hints[index % hints.length] ?? 'both',
      hungUpFirst: index % 2 === 0 ? 'caller' : 'official',
      rounding: index % 3,
      phase: index % 1_000,
    },
    index,
    origin + index * 250,
  );
}

const ledgerOn = (store: Store) => createLedger({ store, rule: ruleFor('ulsan', 'KR') });

/** Each writer ends at its first refusal, or when it is over. @returns the refusals. */
export async function writeCalls({ store, writers, first, onAcknowledged, isOver }: Writing): Promise<Refused[]> {
  const ledger = ledgerOn(store);
  const refused: Refused[] = [];
  async function write(writer: number): Promise<void> {
    for (let index = first + writer; ; index += writers) {
      const { root, events } = storyOf(index);
      for (const event of events) {
        if (isOver()) return;
        try {
          await ledger.record(event);
        } catch (reason) {
          refused.push({ callId: root, event, reason });
          return;
        }
        onAcknowledged({ callId: root, sid: event.callSid, key: event.key });
      }
    }
  }
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  return refused;
}

/** Tells once more what was refused, as Twilio and the spool do. */
export async function writeAgain(store: Store, refused: readonly Refused[]): Promise<Acknowledged[]> {
  const ledger = ledgerOn(store);
  const again = refused.map(async ({ callId, event }) => {
    await ledger.record(event);
    return { callId, sid: event.callSid, key: event.key };
  });
  return Promise.all(again);
}
