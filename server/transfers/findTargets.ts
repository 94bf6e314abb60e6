// Whom a transfer means: an official by id, or a number of the house as citizens or colleagues dial it.
import type { Directory, Target } from '../directory/directory.js';
import { kindOfAddress, normaliseAddress } from '../directory/normaliseAddress.js';

type Known = Pick<Directory, 'official' | 'line' | 'target'>;

/** Empty for what nobody has, and for somebody who has left. */
export function findTargets(directory: Known, asked: string): readonly Target[] {
  const official = directory.official(asked);
  if (official) {
    const { id, address, departmentId, formerSince } = official;
    return formerSince === null ? [{ address, kind: kindOfAddress(address), departmentId, officialId: id }] : [];
  }
  const address = normaliseAddress(asked) ?? asked;
  const line = directory.line(address);
  if (line) return line.targets;
  const target = directory.target(address);
  return target ? [target] : [];
}

/** A Refer-To as it came: `<sip:2002@host;user=phone?Replaces=...>`, a bare number, or a SIP user that is our number or id. */
export function findReferTargets(directory: Known, raw: string): readonly Target[] {
  const bare = raw.replace(/^.*</, '').replace(/>.*$/, '').trim();
  const whole = findTargets(directory, bare);
  if (whole.length > 0) return whole;
  const user = /^sips?:([^@;?]+)/i.exec(bare)?.[1];
  // Of what may be escaped in a SIP user, only the plus sign is part of a number.
  return user === undefined ? [] : findTargets(directory, user.replace(/^%2b/i, '+'));
}
