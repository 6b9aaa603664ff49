import type { Ctx } from '../../../platform/context/context.ts';
import type { KeyStore } from '../../../platform/crypto/key-store/key-store.ts';
import type { KeyRing } from '../../../platform/crypto/sealing/key-ring.ts';
import { makeKeys, type Seals } from './seals.ts';

/** Keys are made durable at once for so many subjects: each time the disk is waited for. */
const BLOCK = 64;
/** Unused keys are swept after weeks; long before, they are not handed out any more. */
const KEPT_MS = 86_400_000;

interface ReadySubject {
  readonly id: number;
  readonly ring: KeyRing;
  readonly madeAt: number;
}

/** Customers to be, who have keys already. */
export interface ClaimedSubjects {
  /** The key of the next customer; throws when more are asked for than were claimed. */
  readonly next: () => number;
  /** Gives back those that were not used. Call once nothing can ask for more. */
  readonly release: () => void;
}

/** Subjects whose keys are made and that nobody has used, by key store. */
const ready = new WeakMap<KeyStore, ReadySubject[]>();

/** Takes so many customers to be, with keys, for the caller alone. Call before the transaction begins. */
export async function claimSubjects(ctx: Ctx, seals: Seals, count: number): Promise<ClaimedSubjects> {
  const claimed = await take(ctx, count);
  for (const { id, ring } of claimed) seals.adopt([id], ring);
  let used = 0;
  return {
    next: () => {
      const subject = claimed[used++];
      if (!subject) throw new Error(`more than the ${count} customers claimed were needed`);
      return subject.id;
    },
    release: () => {
      const unused = claimed.slice(used);
      used = claimed.length;
      free(ctx).unshift(...unused);
    },
  };
}

async function take(ctx: Ctx, count: number): Promise<readonly ReadySubject[]> {
  const taken: ReadySubject[] = [];
  for (;;) {
    taken.push(...free(ctx).splice(0, count - taken.length));
    if (taken.length === count) return taken;
    const made = await make(ctx, count - taken.length);
    // Others may have taken and given back meanwhile.
    free(ctx).push(...made);
  }
}

async function make(ctx: Ctx, missing: number): Promise<readonly ReadySubject[]> {
  const count = Math.max(BLOCK, missing);
  const nextId = await ctx.db.ids.claim(count);
  const ids = Array.from({ length: count }, nextId);
  const ring = await makeKeys(ctx, ids);
  const madeAt = ctx.now();
  // One of a database that was put back may stand for somebody who was erased since.
  return ids.filter((id) => ring.current(id) !== undefined).map((id) => ({ id, ring, madeAt }));
}

/** Those that may be handed out: the others are dropped. */
function free(ctx: Ctx): ReadySubject[] {
  const since = ctx.now() - KEPT_MS;
  const subjects = (ready.get(ctx.keyStore) ?? []).filter(({ madeAt }) => madeAt > since);
  ready.set(ctx.keyStore, subjects);
  return subjects;
}
