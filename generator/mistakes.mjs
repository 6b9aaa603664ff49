// What goes wrong when somebody types. The shares of the kinds are published ones, see README.
import { homophonesOf } from './data/syllables.mjs';
import { lookAlikesOf } from './data/look-alikes.mjs';
import { choices } from './random.mjs';

// Verhoeff (1969) on six-digit numbers typed by people, jumps and twins and phonetic ones with the rest; a digit too many or too few is ours.
const DIGIT_SLIPS = choices({ other: 0.79, transposed: 0.1, missing: 0.06, twice: 0.03, jump: 0.02 });
// Pollock and Zamora (1984), without words that have several.
const LETTER_SLIPS = choices({ missing: 0.34, added: 0.27, other: 0.19, transposed: 0.125 });
// Liu et al. (2010) on simplified text: 83 % sound alike, 17 % only look alike. Characters left out or exchanged are ours.
const CHARACTER_SLIPS = choices({ sound: 0.76, look: 0.155, missing: 0.055, exchanged: 0.03 });

const NEIGHBOURS = {
  ...Object.fromEntries([...'1234567890'].map((key, at, keys) => [key, (keys[at - 1] ?? '') + (keys[at + 1] ?? '')])),
  ...Object.fromEntries(
    ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'].flatMap((row) =>
      [...row].map((key, at) => [key, (row[at - 1] ?? '') + (row[at + 1] ?? '')]),
    ),
  ),
};

/** The same number with one slip in it; of one that is not a digit (the X of an id) nothing is changed. */
export function slipOfDigits(random, text) {
  const places = [...text].flatMap((character, at) => (/\d/.test(character) ? [at] : []));
  const at = places[random.below(places.length)];
  if (at === undefined) return text;
  const kind = random.weighted(DIGIT_SLIPS);
  if (kind === 'missing') return splice(text, at, 1, '');
  if (kind === 'twice') return splice(text, at, 1, text[at] + text[at]);
  if (kind === 'transposed' && at + 1 < text.length) return exchange(text, at, at + 1);
  if (kind === 'jump' && at + 2 < text.length) return exchange(text, at, at + 2);
  const near = random.chance(0.5) ? random.pick(NEIGHBOURS[text[at]]) : undefined;
  return splice(text, at, 1, near ?? String((Number(text[at]) + random.between(1, 9)) % 10));
}

/** The same Latin text with one slip in it. */
export function slipOfLetters(random, text) {
  const at = random.below(text.length);
  const kind = random.weighted(LETTER_SLIPS);
  const near = random.pick(NEIGHBOURS[text[at].toLowerCase()] ?? 'e');
  if (kind === 'missing') return splice(text, at, 1, '');
  if (kind === 'added') return splice(text, at, 0, random.chance(0.5) ? text[at] : near);
  if (kind === 'transposed' && at + 1 < text.length) return exchange(text, at, at + 1);
  return splice(text, at, 1, near);
}

/** The same Chinese text with one wrong character, nothing of it lost below two characters. */
export function slipOfCharacters(random, text) {
  const characters = [...text];
  const kind = random.weighted(CHARACTER_SLIPS);
  const place = random.below(characters.length);
  if (kind === 'missing' && characters.length > 2) return characters.toSpliced(place, 1).join('');
  if (kind === 'exchanged' && place + 1 < characters.length) return exchange(text, place, place + 1);
  const othersOf = kind === 'look' ? lookAlikesOf : homophonesOf;
  const places = characters.flatMap((character, at) => (othersOf(character).length > 0 ? [at] : []));
  if (places.length === 0) return text;
  const at = random.pick(places);
  // People confirm one of the first that the input method offers.
  return characters.with(at, random.ranked(othersOf(characters[at]), 1)).join('');
}

function splice(text, at, count, put) {
  return text.slice(0, at) + put + text.slice(at + count);
}

function exchange(text, a, b) {
  const characters = [...text];
  [characters[a], characters[b]] = [characters[b], characters[a]];
  return characters.join('');
}
