/** Whether a text may hold cells for `unwrapTextFormulas`; cheap, for a whole block. */
export function mayHoldTextFormulas(text: string): boolean {
  return text.includes('="');
}

/**
 * Takes `00123` out of cells written as `="00123"`: shops and older systems export long numbers so, to keep spreadsheet
 * programs from cutting zeros and digits. No other formula is touched.
 */
export function unwrapTextFormulas(cells: string[]): void {
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i] ?? '';
    if (!cell.startsWith('="')) continue;
    const inner = /^="((?:[^"]|"")*)"\s*$/.exec(cell)?.[1];
    if (inner !== undefined) cells[i] = inner.replaceAll('""', '"');
  }
}
