const MOST = 5_000;

/**
 * Keeps the answers for what comes again and again (product names, places, keys of rows), at most `most` of them: when there
 * are more, all are forgotten. An answer of undefined is worked out each time.
 */
export function remembering<Key extends string | number, T>(read: (key: Key) => T, most = MOST): (key: Key) => T {
  let answers = new Map<Key, T>();
  return (key) => {
    const known = answers.get(key);
    if (known !== undefined) return known;
    const kept = ownCopy(key);
    const answer = read(kept);
    if (answers.size >= most) answers = new Map();
    answers.set(kept, answer);
    return answer;
  };
}

/**
 * The same text in memory of its own. A cell is a window on the block of the file that it was cut from, and whoever keeps
 * the cell keeps the block: a few names from each block would hold the whole file.
 */
function ownCopy<Key extends string | number>(key: Key): Key {
  // A copy of a text is a text of the same characters.
  return typeof key === 'string' ? (Buffer.from(key, 'utf16le').toString('utf16le') as Key) : key;
}
