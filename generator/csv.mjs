/** A CSV file as spreadsheets of the Windows world write it: byte order mark, CRLF, quotes where needed. */
export function toCsv(header, rows) {
  const line = (cells) =>
    cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
  return `\uFEFF${[header, ...rows].map(line).join('\r\n')}\r\n`;
}

/** The rows of such a file, each as an object by the header's names, all values trimmed. */
export function fromCsv(text) {
  const [header, ...lines] = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map(cellsOf);
  return lines.map((cells) => Object.fromEntries(header.map((name, at) => [name, (cells[at] ?? '').trim()])));
}

function cellsOf(line) {
  return Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, plain]) =>
    quoted === undefined ? plain : quoted.replaceAll('""', '"'),
  );
}
