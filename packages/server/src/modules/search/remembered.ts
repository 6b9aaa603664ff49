const MOST = 1_000;

/** A function of a text that remembers its last thousand or so answers. */
export function remembered<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly answer: T }>();
  return (text) => {
    const found = known.get(text);
    if (found) return found.answer;
    const answer = work(text);
    if (known.size >= MOST) known.clear();
    known.set(text, { answer });
    return answer;
  };
}
