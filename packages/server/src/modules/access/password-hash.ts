import { hash, type Options, verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';
import { failure } from '../../platform/graphql/failure.ts';
import type { Services } from '../../platform/context/context.ts';

// RFC 9106, section 4, second choice (64 MiB, three passes), with one lane.
const DEFAULT_COST = { memoryKiB: 65_536, passes: 3 };
const AT_ONCE = 2;
const LONGEST_QUEUE = 100;
const RETRY_SECONDS = 5;

let running = 0;
const queue: (() => void)[] = [];
const decoys = new Map<string, Promise<string>>();

/**
 * Hashes a password with argon2id.
 *
 * @throws RATE_LIMITED when more hashes are wanted than this machine can make in a short while.
 */
export async function hashPassword(services: Services, password: string): Promise<string> {
  return await inTurn(async () => await hash(password, costOf(services)));
}

/**
 * Whether a password belongs to a hash. Without a hash the same work is done and the answer is no, so that the time
 * taken does not tell whether an account exists.
 *
 * @throws RATE_LIMITED as {@link hashPassword}.
 */
export async function checkPassword(services: Services, stored: string | null, password: string): Promise<boolean> {
  const matches = await inTurn(async () => await verify(stored ?? (await decoy(services)), password));
  return matches && stored !== null;
}

function costOf(services: Services): Options {
  const { memoryKiB, passes } = services.passwordCost ?? DEFAULT_COST;
  // The library's default algorithm is argon2id; the hash says so in its notation.
  return { memoryCost: memoryKiB, timeCost: passes, parallelism: 1 };
}

function decoy(services: Services): Promise<string> {
  const cost = costOf(services);
  const key = `${cost.memoryCost}/${cost.timeCost}`;
  const known = decoys.get(key) ?? hash(randomBytes(16).toString('hex'), cost);
  decoys.set(key, known);
  return known;
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (queue.length >= LONGEST_QUEUE) {
      throw failure('RATE_LIMITED', 'Too many sign-ins at once. Try again in a moment.', { retryAfter: RETRY_SECONDS });
    }
    await new Promise<void>((resolve) => queue.push(resolve));
  } else {
    running++;
  }
  try {
    return await work();
  } finally {
    // A turn is handed on, not given back, so that nobody overtakes the queue.
    const next = queue.shift();
    if (next) next();
    else running--;
  }
}
