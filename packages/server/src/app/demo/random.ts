/** Numbers that look drawn but depend on a seed alone: the same seed gives the same row for ever. */
export interface Random {
  /** From 0 up to, but not including, 1. */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** One of the values, by weight. */
  weighted<T>(list: readonly (readonly [T, number])[]): T;
  /** Standard normal. */
  normal(): number;
  /** Gamma of shape `shape` and scale 1. */
  gamma(shape: number): number;
}

/** A source of numbers of its own for one thing, for example `randomFor('person', 17)`. */
export function randomFor(...seed: readonly (string | number)[]): Random {
  const next = generator(seed.join('\u0000'));

  function normal(): number {
    return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  }
  // Marsaglia and Tsang (2000), "A simple method for generating gamma variables"; shapes below 1 by their section 6.
  function gamma(shape: number): number {
    if (shape < 1) return gamma(shape + 1) * (1 - next()) ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  }
  return {
    next,
    normal,
    gamma,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    chance: (probability) => next() < probability,
    pick: (list) => at(list, Math.floor(next() * list.length)),
    weighted: (list) => {
      let left = next() * list.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of list) {
        left -= weight;
        if (left < 0) return value;
      }
      return at(list, list.length - 1)[0];
    },
  };
}

// sfc32 (Chris Doty-Humphrey, PractRand), started from an FNV-1a hash of the seed.
function generator(seed: string): () => number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < seed.length; i++) hash = Math.imul(hash ^ seed.charCodeAt(i), 0x01000193);
  let a = hash;
  let b = hash ^ 0x9e3779b9;
  let c = Math.imul(hash, 0x85ebca6b);
  let counter = 1;
  const step = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let i = 0; i < 12; i++) step();
  return step;
}

function at<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError('nothing to pick from');
  return value;
}
