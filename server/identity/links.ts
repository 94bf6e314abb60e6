// Links for televisions: an address that works once and gives its browser a session that stays until the link is revoked.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { AuditNote } from '../audit/auditEntry.js';
import type { AuditTrail, Trail } from '../audit/trail.js';
import type { Clock } from '../base/clock.js';
import type { NewLink } from '../contract/link.js';
import type { Collection, CollectionDeclaration, StoredDocument } from '../storage/port.js';
import type { Actor } from './actor.js';
import { removeFrom } from './removeFrom.js';
import { noteEveryMs, type Visit } from './sessions.js';
import type { Tokens } from './tokens.js';

export interface TvLink extends StoredDocument, Visit {
  name: string;
  /** null for the whole city. */
  departmentIds: string[] | null;
  /** The account. */
  madeBy: string;
  createdAt: number;
  /** Hash of what the link answers to: the address until it is opened, from then on the cookie of that one browser. */
  keyHash: string;
  openedAt: number | null;
  lastSeenAt: number | null;
}

/** Far more than a city has walls. */
const mostLinks = 1_000;

export const tvLinks: CollectionDeclaration<TvLink> = {
  name: 'links',
  schema: z.object({
    id: z.string().min(1),
    revision: z.number().int().nonnegative(),
    name: z.string(),
    departmentIds: z.array(z.string()).nullable(),
    madeBy: z.string(),
    createdAt: z.number().int(),
    keyHash: z.string(),
    place: z.string(),
    browser: z.string(),
    openedAt: z.number().int().nullable(),
    lastSeenAt: z.number().int().nullable(),
  }),
  indexes: {
    byKey: { fields: ['keyHash'], unique: true },
    byCreation: { fields: ['createdAt'] },
  },
};

export interface LinkBook {
  /** @returns the token of its address, which is stored nowhere. */
  make(link: NewLink, madeBy: string, trail: Trail): Promise<{ link: TvLink; token: string }>;
  /** The session's token; undefined when the address is unknown, used or revoked. */
  open(token: string, visit: Visit): Promise<{ link: TvLink; token: string } | undefined>;
  list(): Promise<TvLink[]>;
  get(id: string): Promise<TvLink | undefined>;
  revoke(link: TvLink, trail: Trail): Promise<void>;
  /** Its use is noted. */
  actorOf(sessionHash: string): Promise<Actor | undefined>;
}

function noteOnLink(
  kind: AuditNote['kind'],
  task: string,
  link: TvLink,
  change: Pick<AuditNote, 'before' | 'after'>,
): AuditNote {
  const { id, name: whose, departmentIds, revision } = link;
  const subject = { type: 'link', id, whose, departmentId: departmentIds?.[0] ?? null } as const;
  const target = { collection: tvLinks.name, id, revision: revision + 1 };
  return { kind, subject, task, reason: null, ...change, target };
}

const factsOf = ({ name, departmentIds }: TvLink) => ({ name, departmentIds });

export function createLinks(parts: {
  collection: Collection<TvLink>;
  tokens: Tokens;
  clock: Clock;
  audit: Pick<AuditTrail, 'by'>;
}): LinkBook {
  const { collection, tokens, clock, audit } = parts;

  async function find(hash: string): Promise<TvLink | undefined> {
    const { items } = await collection.list({ index: 'byKey', equals: [hash], limit: 1 });
    return items[0];
  }

  return {
    async make({ name, departmentIds }, madeBy, trail) {
      const token = tokens.make();
      const unopened = { openedAt: null, lastSeenAt: null, place: '', browser: '' };
      const made = { id: randomUUID(), revision: 0, name, departmentIds, madeBy, createdAt: clock.now() };
      const link: TvLink = { ...made, ...unopened, keyHash: tokens.hash(token) };
      const note = noteOnLink('create', 'links.change', link, { before: null, after: factsOf(link) });
      const outcome = await trail.change(note, () => collection.insert(link));
      if (!outcome.ok) throw new Error(`The link was not stored: ${outcome.code}.`);
      return { link, token };
    },
    async open(token, visit) {
      const link = await find(tokens.hash(token));
      if (!link || link.openedAt !== null) return undefined;
      const key = tokens.make();
      const now = clock.now();
      const opened: TvLink = { ...link, ...visit, keyHash: tokens.hash(key), openedAt: now, lastSeenAt: now };
      const trail = audit.by({
        userId: link.id,
        account: link.name,
        role: 'tv',
        sessionId: opened.keyHash,
        place: visit.place,
      });
      const note = noteOnLink('sign-in', 'links.open', link, { before: null, after: { browser: visit.browser } });
      // Of two browsers that open it at once, one loses the race and the address with it.
      const outcome = await trail.change(note, () => collection.replace(opened, link.revision));
      return outcome.ok ? { link: opened, token: key } : undefined;
    },
    async list() {
      return (await collection.list({ index: 'byCreation', order: 'descending', limit: mostLinks })).items;
    },
    get: (id) => collection.get(id),
    async revoke(link, trail) {
      const note = noteOnLink('remove', 'links.change', link, { before: factsOf(link), after: null });
      await trail.change(note, () => removeFrom(collection, link));
    },
    async actorOf(hash) {
      const link = await find(hash);
      if (!link || link.openedAt === null) return undefined;
      const now = clock.now();
      // A lost race means that another request has just noted the same, or that the link was revoked a moment ago.
      if (now - (link.lastSeenAt ?? 0) >= noteEveryMs)
        await collection.replace({ ...link, lastSeenAt: now }, link.revision);
      return {
        userId: link.id,
        sessionId: hash,
        account: link.name,
        role: 'tv',
        departmentIds: link.departmentIds,
        officialId: null,
        mustChangePassword: false,
        expiresAt: null,
      };
    },
  };
}
