const DIGITS = '0123456789';
const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The two check systems of customer numbers. */
export type CheckSystem = 'MOD_11_10' | 'MOD_37_36';

function alphabetOf(system: CheckSystem): string {
  return system === 'MOD_11_10' ? DIGITS : ALPHANUMERIC;
}

/** ISO/IEC 7064:2003, hybrid system MOD M+1,M: the running product after each character; undefined for a foreign character. */
function product(text: string, alphabet: string): number | undefined {
  const m = alphabet.length;
  let carried = m;
  for (const character of text) {
    const value = alphabet.indexOf(character);
    if (value === -1) return undefined;
    carried = (carried + value) % m || m;
    carried = (carried * 2) % (m + 1);
  }
  return carried;
}

/** The check character that belongs behind a text; undefined when a character is outside the system's alphabet. */
export function checkCharacter(text: string, system: CheckSystem): string | undefined {
  const alphabet = alphabetOf(system);
  const carried = product(text, alphabet);
  if (carried === undefined) return undefined;
  const m = alphabet.length;
  return alphabet.charAt((m + 1 - carried) % m);
}

/**
 * Whether the last character is the right check character for those before it. Finds every single wrong character and nearly
 * every exchange of neighbours.
 */
export function hasRightCheck(text: string, system: CheckSystem): boolean {
  return text.length > 1 && checkCharacter(text.slice(0, -1), system) === text.slice(-1);
}
