/** NIST SP 800-63B, section 3.1.1: length counts, composition rules do not. */
export const SHORTEST_PASSWORD = 12;
const LONGEST_PASSWORD = 128;

// Beginnings and repetitions that lists of leaked passwords are full of, at this length.
const COMMON = [
  'password',
  'passw0rd',
  'qwertyuiop',
  'qwerty',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx',
  'q1w2e3r4',
  'iloveyou',
  'letmein',
  'welcome',
  'admin',
  'administrator',
  'dossier',
  'changeme',
  'abc123',
  'a1b2c3',
  'woaini',
  'mima',
  'secret',
  'monkey',
  'dragon',
  'football',
  'sunshine',
  'princess',
];
const SEQUENCES = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn',
];

/** Why a password cannot be taken; undefined when it can. `about` holds words an attacker would try: name, address. */
export function passwordProblem(password: string, about: readonly string[]): 'TOO_LONG' | 'TOO_WEAK' | undefined {
  const length = [...password].length;
  if (length > LONGEST_PASSWORD) return 'TOO_LONG';
  if (length < SHORTEST_PASSWORD) return 'TOO_WEAK';
  const folded = password.normalize('NFKC').toLowerCase();
  // Each word of the name and the address, and each of the two written in one.
  const words = about
    .flatMap((text) => [text.replace(/@.*$/s, ''), ...text.split(/[@.\s_-]+/)])
    .map((word) => word.toLowerCase().replaceAll(/[.\s_-]/g, ''))
    .filter((word) => word.length >= 4);
  const rest = [...COMMON, ...words]
    .toSorted((a, b) => b.length - a.length)
    .reduce((text, word) => text.replaceAll(word, ''), folded);
  return isTrivial(folded) || isTrivial(rest) ? 'TOO_WEAK' : undefined;
}

// What remains once the guessable words are gone must still take guessing.
function isTrivial(text: string): boolean {
  if (new Set(text).size <= 4) return true;
  const letters = text.replaceAll(/[^\p{L}\p{N}]/gu, '');
  return SEQUENCES.some(
    (sequence) => sequence.includes(letters) || [...sequence].toReversed().join('').includes(letters),
  );
}
