import { createHmac } from 'node:crypto';
import type { IndexKey, IndexKeys } from '../key-store/index-keys.ts';

// Of 64 bits, 11 characters. Text, since node:sqlite reads no integers above 2^53 and a signed BIGINT means other values to
// the two engines' drivers.
const VALUE_BYTES = 8;
const LAST_FOUR_BYTES = 2;
const LAST_FOUR_MASK = 0xf0;
const LAST_FOUR = 4;
/** Four digits have no more than these: an index that is used for many values makes each once. */
const MOST_ENDS = 10_000;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Characters of an entry for a whole value: the key's version, then 64 bits. */
export const VALUE_ENTRY_LENGTH = 12;
/** Characters of an entry for the last four characters: the key's version, then 12 bits. */
export const LAST_FOUR_ENTRY_LENGTH = 4;

/**
 * What can be looked for in sealed values without opening them. Entries are keyed (HMAC-SHA-256, RFC 2104), so that
 * nobody makes or tests one who has only the database. Equal values of the same kind have equal entries: that much is
 * told. Give it normalised values only, of kinds with very many possible values; never flags, genders, years.
 */
export interface BlindIndex {
  /** What to store for a value: {@link VALUE_ENTRY_LENGTH} characters. */
  entryOf(kind: string, normalised: string): string;
  /** What to look for: `column in (…)`. More than one while the index key is being rotated. Open what is found and compare. */
  candidatesOf(kind: string, normalised: string): readonly string[];
  /**
   * What to store for the end of a value: {@link LAST_FOUR_ENTRY_LENGTH} characters of only 12 bits, so that many
   * values share one and it tells less. Null for values of four characters or fewer, which it would tell whole.
   */
  lastFourOf(kind: string, normalised: string): string | null;
  /** What to look for when four last characters are known. */
  lastFourCandidatesOf(kind: string, lastFour: string): readonly string[];
  /** What to store for the domain of an e-mail address; null when there is none. Domains are few: this leaks who shares one. */
  domainOf(address: string): string | null;
  /** What to look for when a domain is known. */
  domainCandidatesOf(domain: string): readonly string[];
  /** Whether an entry was made with the current key. */
  isCurrent(entry: string): boolean;
}

const DOMAIN = 'email-domain';

/** A blind index with these keys. Short-lived: keys change. */
export function createBlindIndex({ current, living }: IndexKeys): BlindIndex {
  const candidates = (make: (key: IndexKey) => string) => living.map(make);
  const lastFour = (key: IndexKey, kind: string, end: string) => {
    const digest = digestOf(key, `${kind}|last-four`, end);
    // 12 bits: a first byte and half of the second.
    const bits = Buffer.from([digest.readUInt8(0), digest.readUInt8(1) & LAST_FOUR_MASK]);
    return versionDigit(key) + bits.subarray(0, LAST_FOUR_BYTES).toString('base64url');
  };
  const ends = new Map<string, string>();
  const value = (key: IndexKey, kind: string, text: string) =>
    versionDigit(key) + digestOf(key, kind, text).subarray(0, VALUE_BYTES).toString('base64url');

  return {
    entryOf: (kind, normalised) => value(current, kind, normalised),
    candidatesOf: (kind, normalised) => candidates((key) => value(key, kind, normalised)),
    lastFourOf: (kind, normalised) => {
      const characters = [...normalised];
      if (characters.length <= LAST_FOUR) return null;
      const end = characters.slice(-LAST_FOUR).join('');
      const known = ends.get(`${kind}\0${end}`);
      if (known !== undefined) return known;
      const entry = lastFour(current, kind, end);
      if (ends.size < MOST_ENDS) ends.set(`${kind}\0${end}`, entry);
      return entry;
    },
    lastFourCandidatesOf: (kind, end) => candidates((key) => lastFour(key, kind, end)),
    domainOf: (address) => {
      const at = address.lastIndexOf('@');
      return at < 1 || at === address.length - 1 ? null : value(current, DOMAIN, address.slice(at + 1));
    },
    domainCandidatesOf: (domain) => candidates((key) => value(key, DOMAIN, domain)),
    isCurrent: (entry) => entry.startsWith(versionDigit(current)),
  };
}

/**
 * The range of entries made with keys before the current one is everything outside of `[from, to)`, which an index finds:
 * what a rotation has still to do.
 */
export function currentEntries({ current }: IndexKeys): { readonly from: string; readonly to: string } {
  const digit = versionDigit(current);
  return { from: digit, to: String.fromCodePoint((digit.codePointAt(0) ?? 0) + 1) };
}

// Versions 64 apart share a digit; never more than a few live at once.
function versionDigit({ version }: IndexKey): string {
  return DIGITS.charAt(version % DIGITS.length);
}

// The kind cannot run into the value: no kind has a zero byte.
function digestOf({ key }: IndexKey, kind: string, normalised: string): Buffer {
  return createHmac('sha256', key).update(`${kind}\0${normalised}`).digest();
}
