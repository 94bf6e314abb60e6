// What two connected people say: known from the moment they are connected, made only when a media stream asks for the sound.
import type { TalkPlan } from '../callPlan.js';
import type { Tracks } from '../speech/tracks.js';
import { takeTurns, voiceLike } from '../speech/voiceLike.js';
import { nowOf } from './leg.js';
import type { Leg } from './model.js';

export function speak(citizen: Leg, official: Leg, { ms, pauseMs, speech }: TalkPlan): void {
  if (!speech && pauseMs === undefined) return;
  const say = speech ?? (() => voiceLike(takeTurns(ms, pauseMs ?? 0), ms));
  let said: Tracks | Promise<Tracks> | undefined;
  const tracks = async () => {
    said ??= say();
    return await said;
  };
  const at = nowOf(citizen);
  citizen.voice = { at, sound: async () => (await tracks()).citizen };
  official.voice = { at, sound: async () => (await tracks()).official };
}
