// Rule presets are data with versions: a call keeps the one it was judged by (DESIGN.md, "The 333 rule, exactly").
import { cadences } from './cadences.js';
import type { Rule } from './verdict.js';

/** Complete rings that may be heard before a person answers. */
const ringsAllowed = {
  /** Ulsan 2008: answer before the 3rd ring starts. */
  ulsan: 2,
  /** Wanju's 3·3·3법칙: within three rings. */
  'within-third': 3,
} as const;

export const presetNames = ['ulsan', 'within-third'] as const satisfies readonly Rule['preset'][];

const presetVersion = 1;

/** Recommended longest call before protective measures (15 min), shown apart from the soft three minutes. */
export const protectionLimitMs = 15 * 60_000;

/**
 * @param transferRingMs how long the next desk's bell may ring in a hand-over; the usual limit unless given
 * @throws RangeError for a country without a known cadence; the settings are checked before.
 */
export function ruleFor(preset: Rule['preset'], country: string, transferRingMs?: number): Rule {
  const cadenceMs = cadences[country];
  if (cadenceMs === undefined) throw new RangeError(`No ring cadence is known for ${country}.`);
  return {
    preset,
    version: presetVersion,
    cadence: country,
    cadenceMs,
    ringLimitMs: ringsAllowed[preset] * cadenceMs,
    talkLimitMs: 180_000,
    closingPauseMs: 3_000,
    ...(transferRingMs === undefined ? {} : { transferRingMs }),
  };
}
