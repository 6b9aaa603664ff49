// What the walk saw, a line for each fact.

/** Counts facts; each is printed with what was seen, at once. */
export function createFacts(print = console.log) {
  const count = { right: 0, wrong: 0 };
  return {
    count,
    title: (text) => print(`\n── ${text} ──`),
    say: (text) => print(text),
    /** One thing that has to be so, and what was seen of it. */
    fact: (what, isSo, seen) => {
      count[isSo ? 'right' : 'wrong'] += 1;
      print(`${isSo ? '✓' : '✗'} ${what}: ${typeof seen === 'string' ? seen : JSON.stringify(seen)}`);
    },
  };
}

/** A small table of texts, its columns as wide as what stands in them (a Chinese character takes two places). */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => widthOf(row[column]))));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell + ' '.repeat(widths[column] - widthOf(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const widthOf = (text) => [...text].reduce((width, letter) => width + (/[ᄀ-￦]/.test(letter) ? 2 : 1), 0);
