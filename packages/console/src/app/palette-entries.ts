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

/**
 * Pages in the order of the navigation, the nearer ones first; what belongs to no entry of it comes last. (A router lists
 * its routes by how it matches them.)
 */
export function likeNavigation<T extends { readonly path: string }>(
  pages: readonly T[],
  navigation: readonly string[],
): T[] {
  const place = ({ path }: T): number => {
    const found = navigation.findIndex((entry) => path === entry || (entry !== '/' && path.startsWith(`${entry}/`)));
    return found < 0 ? navigation.length : found;
  };
  const depth = ({ path }: T): number => path.split('/').length;
  return pages.toSorted((a, b) => place(a) - place(b) || depth(a) - depth(b));
}

/** The position after `by` steps, going round at both ends; -1 for an empty list. */
export function stepAround(position: number, by: number, length: number): number {
  return length === 0 ? -1 : (position + by + length) % length;
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}
