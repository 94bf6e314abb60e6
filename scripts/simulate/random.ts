// Seeded chance: the same seed gives the same city, so that a failure can be met again.

export interface Random {
  /** 0 inclusive to 1 exclusive. */
  next(): number;
  chance(probability: number): boolean;
  between(low: number, high: number): number;
  /** A whole number from `low` to below `high`. */
  whole(low: number, high: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
  /** By weight; weights need not add up to one. */
  weighted<T>(choices: readonly [{ value: T; weight: number }, ...{ value: T; weight: number }[]]): T;
  lognormal(median: number, sigma: number): number;
  exponential(mean: number): number;
  /** Lower-case hexadecimal digits. */
  hex(digits: number): string;
}

export function createRandom(seed: string): Random {
  const next = generator(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    chance: (probability) => next() < probability,
    between: (low, high) => low + (high - low) * next(),
    whole: (low, high) => Math.floor(low + (high - low) * next()),
    pick: (list) => list[Math.floor(next() * list.length)] ?? list[0],
    weighted(choices) {
      let left = next() * choices.reduce((sum, { weight }) => sum + weight, 0);
      for (const { value, weight } of choices) {
        left -= weight;
        if (left < 0) return value;
      }
      return choices[0].value;
    },
    lognormal: (median, sigma) => median * Math.exp(sigma * normal()),
    exponential: (mean) => -mean * Math.log(1 - next()),
    hex(digits) {
      let text = '';
      while (text.length < digits) text += Math.floor(next() * 16).toString(16);
      return text;
    },
  };
}

// FNV-1a spreads the seed's text over the state; the generator is Marsaglia's xorshift128 (public domain, 2003).
function generator(seed: string): () => number {
  const state = new Uint32Array(4);
  let hash = 0x811c9dc5;
  for (let index = 0; index < 4; index += 1) {
    for (const character of `${index}:${seed}`) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
    state[index] = hash || 1;
  }
  const step = () => {
    const [x = 0, y = 0, z = 0, w = 0] = state;
    const mixed = x ^ (x << 11);
    state.set([y, z, w, w ^ (w >>> 19) ^ mixed ^ (mixed >>> 8)]);
    return state[3] ?? 0;
  };
  for (let round = 0; round < 20; round += 1) step();
  return () => ((step() >>> 5) * 0x4000000 + (step() >>> 6)) / 0x20000000000000;
}
