/** One thing the command palette offers. */
export interface PaletteEntry {
  readonly id: string;
  readonly group: 'customers' | 'pages' | 'actions';
  readonly label: string;
  readonly detail?: string;
  readonly path: string;
}

/**
 * Entries whose label or detail has every word of the query, in the given order. Chinese labels also answer to parts
 * without spaces; an empty query answers all.
 */
export function matchEntries(entries: readonly PaletteEntry[], query: string): PaletteEntry[] {
  const words = fold(query).split(/\s+/u).filter(Boolean);
  return entries.filter(({ label, detail }) => {
    const text = fold(`${label} ${detail ?? ''}`);
    return words.every((word) => text.includes(word));
  });
}

/** The position after `by` steps, going round at both ends; -1 for an empty list. */
export function stepAround(position: number, by: number, length: number): number {
  return length === 0 ? -1 : (position + by + length) % length;
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}
