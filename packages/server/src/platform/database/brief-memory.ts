import type { Database } from './database.ts';

/** A read whose answer is kept for a moment. */
export interface BriefMemory<T> {
  read(db: Database): Promise<T>;
  /** Makes the next reader of this process look again. */
  forget(db: Database): void;
}

/**
 * Keeps what a read of a database gave for so many milliseconds: for small things that every request needs and that
 * rarely change. What another process changed is seen when they have passed. A read that failed is not kept.
 */
export function briefMemory<T>(milliseconds: number, load: (db: Database) => Promise<T>): BriefMemory<T> {
  const kept = new WeakMap<Database, { readonly at: number; readonly answer: Promise<T> }>();
  return {
    read: (db) => {
      const known = kept.get(db);
      // The machine's own clock: this is about the age of a copy, not about when something happened.
      const now = performance.now();
      if (known && now - known.at < milliseconds) return known.answer;
      const answer = load(db);
      kept.set(db, { at: now, answer });
      answer.catch(() => kept.delete(db));
      return answer;
    },
    forget: (db) => void kept.delete(db),
  };
}
