const MOST = 5_000;

/** Keeps the answers for the texts that come again and again (product names, customers, prices), at most 5,000 of them. */
export function remembering<T>(read: (text: string) => T): (text: string) => T {
  let answers = new Map<string, T>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const kept = ownCopy(text);
    const answer = read(kept);
    if (answers.size >= MOST) answers = new Map();
    answers.set(kept, answer);
    return answer;
  };
}

/**
 * The same text in memory of its own. A cell is a window on the block of the file that it was cut from, and whoever keeps
 * the cell keeps the block: a few names from each block would hold the whole file.
 */
function ownCopy(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
