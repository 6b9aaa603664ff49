import type { PackedField } from '../run/write-pairs.ts';

/**
 * How far two customers agreed when it was decided about them, by field, as it is kept with the decision: when they are one, nobody can
 * compare them any more.
 */
export function levelsOfPair(fields: string): string {
  // `writePairs` writes it.
  const packed = JSON.parse(fields) as PackedField[];
  return JSON.stringify(Object.fromEntries(packed.map(([field, level]) => [field, level])));
}
