// A few sizes only, so that the statements stay few and prepared.
const SIZES = [1, 2, 5, 10, 25, 50, 100, 150, 200, 300, 400, 500];
const LARGEST = 500;

/**
 * Runs a query over a long list of keys in parts, and joins what it finds. Parts are filled up with their last key to one
 * of a few sizes: the text of the statement, and with it its plan, is then found again.
 */
export async function readParts<Key, Row>(
  keys: readonly Key[],
  read: (part: readonly Key[]) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const found: Row[] = [];
  for (let start = 0; start < keys.length; start += LARGEST) {
    for (const row of await read(filledUp(keys.slice(start, start + LARGEST)))) found.push(row);
  }
  return found;
}

/** Runs a statement over a long list of keys in parts; see {@link readParts}. */
export async function eachPart<Key>(keys: readonly Key[], run: (part: readonly Key[]) => Promise<unknown>) {
  await readParts(keys, async (part) => {
    await run(part);
    return [];
  });
}

/** The keys, with the last one repeated up to one of a few lengths. */
export function filledUp<Key>(keys: readonly Key[]): readonly Key[] {
  const size = SIZES.find((size) => size >= keys.length) ?? keys.length;
  const last = keys.at(-1);
  if (last === undefined || size === keys.length) return keys;
  return [...keys, ...Array.from({ length: size - keys.length }, () => last)];
}
