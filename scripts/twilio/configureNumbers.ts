// Reads the account's numbers, tells what differs, and writes it where that is wished, one number after the other.
import type { TwilioRest } from '../../server/twilio/twilioRest.js';
import { differenceTable, type NumberPlan, planNumber, wantedUrls } from './planNumbers.js';

export interface ConfigureParts {
  rest: Pick<TwilioRest, 'numbers' | 'updateNumber'>;
  /** Whether the city's directory knows the number. */
  isKnown: (number: string) => boolean;
  /** Numbers of the directory, which may be reached in other ways than by the account's own numbers. */
  directoryNumbers: readonly string[];
  publicBaseUrl: string;
  fallbackUrl: string | undefined;
  /** Numbers that the directory does not know as well. */
  all: boolean;
  writes: boolean;
  tell: (line: string) => void;
}

const count = (plans: readonly NumberPlan[], state: NumberPlan['state']) =>
  plans.filter((plan) => plan.state === state).length;

/** @returns the exit code: 0 all is right or was written, 1 some could not be written, 2 something differs and nothing was written. */
export async function configureNumbers(parts: ConfigureParts): Promise<number> {
  const { rest, isKnown, directoryNumbers, publicBaseUrl, fallbackUrl, all, writes, tell } = parts;
  const wanted = wantedUrls(publicBaseUrl, fallbackUrl);
  const plans: NumberPlan[] = [];
  for await (const page of rest.numbers()) {
    plans.push(...page.map((number) => planNumber(number, wanted, all || isKnown(number.number))));
  }
  const differing = plans.filter(({ state }) => state === 'differs');
  for (const line of differenceTable(differing)) tell(line);
  for (const { number } of plans.filter(({ state }) => state === 'application')) {
    tell(
      `${number.number}: a TwiML application answers (${number.applicationSid}); take it off in the Twilio console.`,
    );
  }
  const own = new Set(plans.map(({ number }) => number.number));
  const elsewhere = directoryNumbers.filter((number) => !own.has(number)).length;
  tell(
    [
      `${plans.length} numbers in the account: ${count(plans, 'right')} right`,
      `${differing.length} different`,
      `${count(plans, 'application')} with an application`,
      `${count(plans, 'untouched')} not in the directory and left alone`,
    ].join(', ') + (elsewhere > 0 ? `; ${elsewhere} numbers of the directory are not the account's.` : '.'),
  );
  if (differing.length === 0) return count(plans, 'application') > 0 ? 2 : 0;
  if (!writes) {
    tell('Nothing was written. Add --yes to write this.');
    return 2;
  }
  let failed = 0;
  for (const { number } of differing) {
    const outcome = await rest.updateNumber(number.sid, wanted);
    if (outcome.kind === 'done') continue;
    failed += 1;
    const doubt = outcome.kind === 'unknown' ? 'it is not known whether it was written' : 'not written';
    tell(`${number.number}: ${doubt} (${outcome.message}).`);
  }
  tell(`${differing.length - failed} written${failed > 0 ? `, ${failed} not; run this again` : ''}.`);
  return failed > 0 ? 1 : 0;
}
