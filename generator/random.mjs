/**
 * A source of chance that gives the same for the same seed everywhere (sfc32, Doty-Humphrey 2010, seeded by FNV-1a of the text).
 * @param {string} seed
 */
export function randomOf(seed) {
  const state = [0, 1, 2].map((part) => fnv(`${part}:${seed}`));
  let counter = 1;
  const next = () => {
    const [a, b, c] = state;
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    state[0] = b ^ (b >>> 9);
    state[1] = (c + (c << 3)) | 0;
    state[2] = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i++) next();

  const below = (limit) => Math.floor(next() * limit);
  const between = (low, high) => low + below(high - low + 1);
  const pick = (values) => values[below(values.length)];
  const weighted = (choices) => {
    let rest = next() * choices.reduce((sum, { weight }) => sum + weight, 0);
    for (const { value, weight } of choices) {
      rest -= weight;
      if (rest < 0) return value;
    }
    return choices.at(-1).value;
  };
  return {
    /** Whether something of this probability happens. */
    chance: (probability) => next() < probability,
    below,
    /** Both ends included. */
    between,
    pick,
    /** One of `{ value, weight }`. */
    weighted,
    /** One of a list that has the commonest first: the weight of rank r is 1 / (r + flatness). */
    ranked: (values, flatness) =>
      weighted(Array.from(values, (value, rank) => ({ value, weight: 1 / (rank + 1 + flatness) }))),
    digits: (count) => Array.from({ length: count }, () => below(10)).join(''),
    shuffled: (values) => {
      const order = [...values];
      for (let i = order.length - 1; i > 0; i--) {
        const j = below(i + 1);
        [order[i], order[j]] = [order[j], order[i]];
      }
      return order;
    },
  };
}

/** Choices out of an object: its keys by the weights that are its values. */
export const choices = (weights) => Object.entries(weights).map(([value, weight]) => ({ value, weight }));

/** Choices out of a text: `value:weight value:weight`. */
export const shares = (text) =>
  text.split(' ').map((entry) => {
    const [value, weight] = entry.split(':');
    return { value, weight: Number(weight) };
  });

function fnv(text) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
