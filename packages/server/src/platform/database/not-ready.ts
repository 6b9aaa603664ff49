/** Tries of work that lacks something; each got what the one before it lacked. */
const MOST_TRIES = 10;

/**
 * Thrown within a transaction for lack of something that must not be waited for inside of one: a key of another store, for
 * example. The transaction is rolled back, `prepare` gets it, and the work is run again from the start.
 */
export class NotReady extends Error {
  readonly prepare: () => Promise<void>;

  constructor(prepare: () => Promise<void>) {
    super('the work was begun without something that it needs');
    this.name = 'NotReady';
    this.prepare = prepare;
  }
}

/** Runs work, and runs it again whenever it says what it lacks. `Database.transaction` does so by itself. */
export async function untilReady<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof NotReady) || tries >= MOST_TRIES) throw error;
      await error.prepare();
    }
  }
}
