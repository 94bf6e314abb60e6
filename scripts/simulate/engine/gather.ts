// <Gather>: what is pressed while its sentences are spoken and in the silence behind them.

import type { Fields } from '../requestFields.js';
import type { GatherVerb } from '../twiml/verbs.js';
import { askAction, heed, type Next } from './attend.js';
import { nowOf } from './leg.js';
import type { Leg } from './model.js';
import { answer } from './report.js';
import { spokenMs } from './spokenMs.js';

export async function gather(leg: Leg, verb: GatherVerb): Promise<Next> {
  answer(leg);
  const { clock } = leg.call;
  const key = leg.keysLeft.shift();
  const press = () => key && leg.inbox.put({ kind: 'pressed', digits: key.digits });
  const cancel = key ? clock.at(nowOf(leg) + key.afterMs, press) : undefined;
  try {
    const promptsMs = verb.prompts.reduce((sum, prompt) => sum + spokenMs(prompt), 0);
    const pressed = await collect(leg, verb, nowOf(leg) + promptsMs + verb.timeout * 1000);
    if ('next' in pressed) return pressed.next;
    const fields: Fields = [['msg', 'Gather End']];
    fields.push(['Digits', pressed.digits], ['FinishedOnKey', pressed.finishedOn]);
    return pressed.digits === '' && !verb.actionOnEmptyResult ? undefined : await askAction(leg, verb.action, fields);
  } finally {
    cancel?.();
  }
}

type Pressed = { digits: string; finishedOn: string } | { next: Next };

async function collect(leg: Leg, verb: GatherVerb, firstDeadline: number): Promise<Pressed> {
  let digits = '';
  let deadline = firstDeadline;
  for (;;) {
    const signal = await leg.inbox.next(deadline);
    if (!signal) return { digits, finishedOn: '' };
    if (signal.kind !== 'pressed') {
      const next = await heed(leg, signal);
      if (next !== undefined) return { next };
      continue;
    }
    for (const digit of signal.digits) {
      if (verb.finishOnKey.includes(digit)) return { digits, finishedOn: digit };
      digits += digit;
      if (digits.length === verb.numDigits) return { digits, finishedOn: '' };
    }
    deadline = nowOf(leg) + verb.timeout * 1000;
  }
}
