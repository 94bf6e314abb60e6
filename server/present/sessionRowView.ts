// An open session in a list; its id is a hash that opens no door.
import type { SessionRowView } from '../contract/session.js';
import type { Session } from '../identity/sessions.js';
import type { User } from '../identity/users.js';
import { toTime } from './verdictView.js';

/** @param askingId the session that asks. */
export function presentSession(session: Session, { email, role }: User, askingId: string): SessionRowView {
  const { id, createdAt, lastSeenAt, expiresAt, place, browser } = session;
  return {
    id,
    account: email,
    role,
    createdAt: toTime(createdAt),
    lastSeenAt: toTime(lastSeenAt),
    expiresAt: toTime(expiresAt),
    place,
    browser,
    isOwn: id === askingId,
  };
}
