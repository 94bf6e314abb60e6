// A telephone call whose every word is known: two voices in turns, a farewell, a pause of known length, and noise on the line.
import alawmulaw from 'alawmulaw';
import { makeNoise, type NoiseKind } from './noise.js';
import { rootMeanSquare, type Speaker, sampleRate, say } from './say.js';

const questions = [
  '안녕하십니까 세무과입니다 무엇을 도와드릴까요',
  '여보세요 자동차세 납부 확인을 하고 싶은데요',
  '네 성함을 말씀해 주시겠습니까',
  '확인되었습니다 이번 달 말까지 납부하시면 됩니다',
  '그런데 카드로도 낼 수 있나요',
  '네 가까운 은행이나 인터넷으로도 가능합니다',
  '더 궁금하신 점 있으십니까',
  '담당자를 연결해 드리겠습니다 잠시만 기다려 주십시오',
  '예',
];
const farewells = ['네 감사합니다 좋은 하루 되십시오', '네 수고하세요', '알겠습니다 고맙습니다', '예'];
const sentences = [...questions, ...farewells];

export interface NoisyCall {
  /** mu-law, both of the same length. */
  official: Uint8Array;
  citizen: Uint8Array;
  /** Seconds between the last word and the end. */
  pause: number;
}

export interface CallWish {
  kind: NoiseKind;
  /** Voice above noise, decibels, on each side. */
  signalToNoise: number;
  speakers: readonly Speaker[];
  random: () => number;
}

interface Turn {
  side: 0 | 1;
  start: number;
  spoken: Float32Array;
}

function planTurns({ speakers, random }: CallWish): Turn[] {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const voices = [pick(speakers), pick(speakers)] as const;
  const count = 4 + Math.floor(random() * 5);
  const turns: Turn[] = [];
  let start = Math.floor((0.3 + random()) * sampleRate);
  for (let turn = 0; turn < count; turn += 1) {
    const side = turn % 2 === 0 ? 0 : 1;
    const spoken = say(pick(turn === count - 1 ? farewells : questions), voices[side]);
    turns.push({ side, start, spoken });
    // Now and then people interrupt each other.
    const gap = random() < 0.15 ? -0.3 : 0.15 + 1.2 * random();
    start = Math.max(start, start + spoken.length + Math.floor(gap * sampleRate));
  }
  return turns;
}

function mix(wish: CallWish, own: readonly Turn[], length: number): Uint8Array {
  const { kind, signalToNoise, speakers, random } = wish;
  const sound = new Float32Array(length);
  for (const { start, spoken } of own) {
    for (let at = 0; at < spoken.length && start + at < length; at += 1) {
      sound[start + at] = (sound[start + at] ?? 0) + (spoken[at] ?? 0);
    }
  }
  const voice = Float32Array.from(own.flatMap(({ spoken }) => [...spoken]));
  // People speak and hold the receiver differently: 14 dB between the softest and the loudest.
  const level = 0.125 * 10 ** (-0.7 * random());
  const noise = makeNoise(kind, length, random, speakers, sentences);
  const ofVoice = level / rootMeanSquare(voice);
  const ofNoise = level / 10 ** (signalToNoise / 20) / rootMeanSquare(noise);
  const samples = Int16Array.from(sound, (one, at) => {
    const both = one * ofVoice + (noise[at] ?? 0) * ofNoise;
    return Math.max(-32_768, Math.min(32_767, Math.round(both * 32_767)));
  });
  return alawmulaw.mulaw.encode(samples);
}

export function makeNoisyCall(wish: CallWish): NoisyCall {
  const turns = planTurns(wish);
  const lastWord = Math.max(...turns.map(({ start, spoken }) => start + spoken.length));
  const pause = 6 * wish.random();
  const length = lastWord + Math.round(pause * sampleRate);
  const side = (which: 0 | 1) =>
    mix(
      wish,
      turns.filter((turn) => turn.side === which),
      length,
    );
  return { official: side(0), citizen: side(1), pause };
}
