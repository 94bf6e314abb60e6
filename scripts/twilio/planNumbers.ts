// What each number of the account should ask and tell, beside what it does; pure.
import type { AccountNumber, NumberUrls } from '../../server/twilio/readRest.js';

/** Twilio strips it before it calls: repeats on failed connections, timeouts and our own 5xx. */
const retry = '#rc=3&rp=ct,rt,5xx';

export function wantedUrls(publicBaseUrl: string, fallbackUrl: string | undefined): Partial<NumberUrls> {
  return {
    voiceUrl: `${publicBaseUrl}/voice/incoming`,
    voiceMethod: 'POST',
    // Another address than ours: it is asked when we do not answer.
    ...(fallbackUrl === undefined ? {} : { voiceFallbackUrl: fallbackUrl, voiceFallbackMethod: 'POST' }),
    statusCallback: `${publicBaseUrl}/voice/status${retry}`,
    statusCallbackMethod: 'POST',
  };
}

export interface Difference {
  setting: string;
  now: string;
  then: string;
}

export interface NumberPlan {
  number: AccountNumber;
  /** untouched: not in the directory. application: its TwiML application decides, whatever is written here. */
  state: 'right' | 'differs' | 'untouched' | 'application';
  differences: Difference[];
}

function differencesOf({ urls }: AccountNumber, wanted: Partial<NumberUrls>): Difference[] {
  const now: Readonly<Record<string, string>> = { ...urls };
  return Object.entries(wanted).flatMap(([setting, then]) => {
    const old = now[setting] ?? '';
    return old === then ? [] : [{ setting, now: old, then }];
  });
}

export function planNumber(number: AccountNumber, wanted: Partial<NumberUrls>, isWanted: boolean): NumberPlan {
  if (!isWanted) return { number, state: 'untouched', differences: [] };
  if (number.applicationSid !== null) return { number, state: 'application', differences: [] };
  const differences = differencesOf(number, wanted);
  return { number, state: differences.length > 0 ? 'differs' : 'right', differences };
}

const empty = '(none)';

/** One line for each difference, in columns. */
export function differenceTable(plans: readonly NumberPlan[]): string[] {
  const rows = plans.flatMap(({ number, differences }) =>
    differences.map(({ setting, now, then }) => [number.number, setting, now || empty, then || empty]),
  );
  const table = [['number', 'setting', 'now', 'then'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return rows.length === 0
    ? []
    : table.map((row) =>
        row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd(),
      );
}
