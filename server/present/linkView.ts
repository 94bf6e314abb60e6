// A television's link as it is listed: never what opens it.
import type { LinkView } from '../contract/link.js';
import type { TvLink } from '../identity/links.js';
import { toTime, toTimeOrNull } from './verdictView.js';

export function presentLink(link: TvLink): LinkView {
  const { id, name, departmentIds, madeBy, place, browser } = link;
  return {
    id,
    name,
    departmentIds,
    madeBy,
    createdAt: toTime(link.createdAt),
    openedAt: toTimeOrNull(link.openedAt),
    place,
    browser,
    lastSeenAt: toTimeOrNull(link.lastSeenAt),
  };
}
