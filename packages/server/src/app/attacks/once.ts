import type { Installation } from './installation.fixture.ts';

const made = new WeakMap<Installation, Map<string, Promise<unknown>>>();

/** What an installation needs once, for both builds that are attacked. */
export async function once<T>(of: Installation, name: string, make: () => Promise<T>): Promise<T> {
  const all = made.get(of) ?? new Map<string, Promise<unknown>>();
  made.set(of, all);
  const known = all.get(name) ?? make();
  all.set(name, known);
  // What is kept under a name is what `make` of that name gave.
  return (await known) as T;
}
