/**
 * Column names from the cells of a header, as many as `width`: trimmed, line breaks and runs of spaces made one space;
 * `column_3` for one without a name, `name_2` for one whose name stood before.
 */
export function nameColumns(header: readonly string[], width: number): string[] {
  const taken = new Set<string>();
  return Array.from({ length: width }, (_, index) => {
    const written = (header[index] ?? '').replace(/[\s\u00a0\u3000\ufeff]+/g, ' ').trim();
    const name = written === '' ? unnamedColumn(index) : written;
    let unique = name;
    for (let count = 2; taken.has(unique); count++) unique = `${name}_${count}`;
    taken.add(unique);
    return unique;
  });
}

/** The name of a column without a name, by its index from 0. */
export function unnamedColumn(index: number): string {
  return `column_${index + 1}`;
}
