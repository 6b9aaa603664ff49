const LOOK_EVERY_MS = 500;
const CHECK_ALL_EVERY_MS = 10_000;

/** Closes the socket it belongs to when its credentials are not good any more. */
export type CheckSocket = () => Promise<void>;

/** Looks after the credentials of all open sockets of this process. */
export interface SocketWatch {
  /** Begins to look after a socket; returns what ends that. */
  add(check: CheckSocket): () => void;
}

/**
 * Sockets close within a second after a session, a token or a right ends, at a price that does not grow with their number:
 * while any is open, one look at the session epoch every 500 ms. Only when it has moved are they all checked, by statements
 * that they share. Sessions that merely grow old move no epoch: for them, all are checked every 10 seconds.
 */
export function createSocketWatch(epoch: () => Promise<number>): SocketWatch {
  const checks = new Set<CheckSocket>();
  let timer: NodeJS.Timeout | undefined;
  let known: number | undefined;
  let checkedAt = 0;

  async function look(): Promise<void> {
    const value = await epoch();
    if (value === known && performance.now() - checkedAt < CHECK_ALL_EVERY_MS) return;
    checkedAt = performance.now();
    await Promise.all([...checks].map(async (check) => await check()));
    // Only now: if the database went away in between, the next look checks them again.
    known = value;
  }
  function schedule(): void {
    timer = setTimeout(() => {
      // The database is away: whether a session has ended is not known.
      void look()
        .catch(() => {})
        .then(() => (checks.size > 0 ? schedule() : (timer = undefined)));
    }, LOOK_EVERY_MS).unref();
  }

  return {
    add: (check) => {
      checks.add(check);
      if (!timer) schedule();
      return () => void checks.delete(check);
    },
  };
}
