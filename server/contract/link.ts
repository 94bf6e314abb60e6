// Links for televisions on a wall: /api/links. The first browser that opens one shows the board until the link is revoked.
import { z } from 'zod';

export const linkViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** null for the whole city. */
  departmentIds: z.array(z.string()).nullable(),
  /** The account that made it. */
  madeBy: z.string(),
  createdAt: z.iso.datetime(),
  /** null until a browser has opened it. */
  openedAt: z.iso.datetime().nullable(),
  /** Network address and browser that opened it; empty before. */
  place: z.string(),
  browser: z.string(),
  lastSeenAt: z.iso.datetime().nullable(),
});
export type LinkView = z.infer<typeof linkViewSchema>;

/** GET /api/links, newest first; revoked ones are gone. */
export const linksViewSchema = z.object({ items: z.array(linkViewSchema) });
export type LinksView = z.infer<typeof linksViewSchema>;

export const newLinkSchema = z.strictObject({
  name: z.string().trim().min(1).max(60),
  departmentIds: z.array(z.string().min(1).max(100)).min(1).max(200).nullable(),
});
export type NewLink = z.infer<typeof newLinkSchema>;

/** POST /api/links. The address is shown this once, and works once. */
export const newLinkViewSchema = z.object({ link: linkViewSchema, url: z.url() });
export type NewLinkView = z.infer<typeof newLinkViewSchema>;

// DELETE /api/links/:id revokes it, and darkens its television within half a minute: 204.

/** Where GET /tv/:token leads: the board (`&department=` where the link is confined), or a line saying why not. */
export const tvOptions = { opened: '1', refused: 'used' } as const;
