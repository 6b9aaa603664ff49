import { writingsOf } from '../testing/dump.ts';

const HEAD = 4;

/** Finds which of many texts stand in some bytes, in whatever writing: plain, UTF-16, hex or base64. */
export interface CanaryFinder {
  in(bytes: Buffer): readonly string[];
}

/** Prepares to look for all texts at once, in one pass over the bytes. */
export function lookingFor(texts: readonly string[]): CanaryFinder {
  // By their first bytes: most places of what is searched begin none.
  const byHead = new Map<number, { text: string; writing: Buffer }[]>();
  const mayBegin = new Uint8Array(2 ** 16);
  for (const text of texts)
    for (const writing of writingsOf(text)) {
      const head = writing.readUInt32LE(0);
      byHead.set(head, [...(byHead.get(head) ?? []), { text, writing }]);
      mayBegin[writing.readUInt16LE(0)] = 1;
    }
  return {
    in: (bytes) => {
      const found = new Set<string>();
      for (let at = 0; at + HEAD <= bytes.length; at++) {
        // Twice as quick as asking the buffer, which examines its arguments.
        if (mayBegin[(bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)] === 0) continue;
        for (const { text, writing } of byHead.get(bytes.readUInt32LE(at)) ?? [])
          if (bytes.subarray(at, at + writing.length).equals(writing)) found.add(text);
      }
      return [...found];
    },
  };
}
