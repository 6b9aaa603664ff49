/** Whether a search may be a whole customer number: letters, digits and separators, with at least five digits in all, and no name. */
export function mayBeNumber(search: string): boolean {
  const text = search.normalize('NFKC').trim();
  return /^[A-Za-z0-9][A-Za-z0-9 ./_-]{4,39}$/.test(text) && (text.match(/\d/g)?.length ?? 0) >= 5;
}
