// Plays one call against the clock and the network: waits when it waits, posts what it posts, in order unless disturbed.
import type { CallOutcome } from './callOutcome.js';
import { createSending } from './createSending.js';
import type { Delivery } from './deliverRequest.js';
import type { Disturbance } from './disturbance.js';
import type { Random } from './random.js';
import type { SimulationClock } from './simulationClock.js';
import type { Command, LegState, Play, Reply } from './step.js';
import type { Totals } from './totals.js';

export interface CallControl {
  /** Cuts the call's present wait short. */
  command(command: Command): void;
}

export interface DriveParts {
  clock: SimulationClock;
  delivery: Delivery;
  random: Random;
  disturbance: Disturbance;
  totals: Totals;
  signal: AbortSignal;
  onLeg(leg: LegState, control: CallControl): void;
  /** Passes on what a simulated official asks of REST. */
  ask(command: Command): void;
}

/** Resolves once the call is over and everything about it has been delivered. @throws the signal's reason when stopped. */
export async function driveCall(steps: Play<CallOutcome>, startAt: number, parts: DriveParts): Promise<CallOutcome> {
  const { clock, signal } = parts;
  const commands: Command[] = [];
  let wake: (() => void) | undefined;
  const control: CallControl = {
    command(command) {
      commands.push(command);
      wake?.();
    },
  };
  const sending = createSending(parts);

  const wait = async (until: number): Promise<Reply> => {
    if (commands.length === 0) {
      await new Promise<void>((resolve) => {
        const finish = () => {
          cancel();
          signal.removeEventListener('abort', finish);
          wake = undefined;
          resolve();
        };
        const cancel = clock.at(until, finish);
        signal.addEventListener('abort', finish, { once: true });
        wake = finish;
      });
    }
    signal.throwIfAborted();
    const command = commands.shift();
    return command ? { at: clock.now(), command } : { at: until };
  };

  let reply: Reply = { at: startAt };
  for (;;) {
    signal.throwIfAborted();
    const { done, value } = steps.next(reply);
    if (done) {
      await sending.finished();
      return value;
    }
    if (value.kind === 'wait') reply = await wait(value.until);
    else if (value.kind === 'leg') parts.onLeg(value.leg, control);
    else if (value.kind === 'ask') parts.ask(value.command);
    else if (value.wants === 'nothing') {
      sending.tell(value);
      reply = { at: value.at };
    } else {
      const body = await sending.ask(value);
      reply = { at: Math.max(value.at, clock.now()), body };
    }
  }
}
