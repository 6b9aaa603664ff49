const MORE = 0x80;
const BITS = 7;

/**
 * Packs keys (integers from 0 to 2⁵³ − 1): ascending, each once, as the difference from the one before in groups of seven
 * bits, the lowest first, whose highest bit says that more follow (LEB128). Neighbouring keys take a byte or two.
 */
export function packKeys(ascending: readonly number[]): Buffer {
  const bytes: number[] = [];
  let before = 0;
  for (const key of ascending) {
    let rest = key - before;
    before = key;
    // Not by shifting: that is for 32 bits.
    while (rest >= MORE) {
      bytes.push((rest % MORE) + MORE);
      rest = Math.floor(rest / MORE);
    }
    bytes.push(rest);
  }
  return Buffer.from(bytes);
}

/** The keys that were packed. */
export function unpackKeys(packed: Uint8Array): number[] {
  const keys: number[] = [];
  let before = 0;
  let rest = 0;
  let place = 0;
  for (const byte of packed) {
    rest += (byte % MORE) * 2 ** (BITS * place);
    if (byte >= MORE) {
      place++;
      continue;
    }
    before += rest;
    keys.push(before);
    rest = 0;
    place = 0;
  }
  return keys;
}
