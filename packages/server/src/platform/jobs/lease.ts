import { setImmediate as yieldToOthers, setTimeout as sleep } from 'node:timers/promises';
import { isDuplicateKey } from '../database/engine-errors.ts';
import type { Database } from '../database/database.ts';
import { nameError } from '../log/describe-error.ts';
import type { Logger } from '../log/log.ts';
import { isGone, newOwner } from '../process/owner.ts';

const LEASE_MS = 10_000;

/** Work that one process at a time does over and over. */
export interface Duty {
  /** Names the lease; at most 60 characters. */
  readonly name: string;
  /** One round; returns true when there is more to do at once. */
  readonly round: () => Promise<boolean>;
  /** Pause between rounds when there is nothing more to do, in ms. */
  readonly everyMs: number;
}

/** What keeping a duty needs. */
export interface DutyServices {
  readonly db: Database;
  readonly log: Logger;
  readonly now: () => number;
}

/**
 * Does a duty as long as this process holds its lease, and tries to get the lease while another has it. A lease only
 * saves work: for a moment two processes may both believe that they hold it, so each round must be safe by itself.
 */
export function startDuty(services: DutyServices, duty: Duty): { stop(): Promise<void> } {
  const owner = newOwner();
  const stopping = new AbortController();
  let heldUntil = 0;
  const pause = async (ms: number) => await sleep(ms, undefined, { signal: stopping.signal }).catch(() => {});

  async function keep(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        // Renewed at half its time, so that rounds in between need no statement for it.
        if (services.now() > heldUntil - LEASE_MS / 2) {
          heldUntil = (await takeLease(services, duty.name, owner)) ? services.now() + LEASE_MS : 0;
        }
        const more = heldUntil > 0 && (await duty.round());
        // The embedded database answers without leaving this turn of the event loop: timers must get theirs.
        if (more) await yieldToOthers();
        else await pause(heldUntil > 0 ? duty.everyMs : Math.max(duty.everyMs, 1_000));
      } catch (error) {
        services.log.warn({ duty: duty.name, error: nameError(error) }, 'a duty waits');
        await pause(1_000);
      }
    }
    if (heldUntil > 0) await releaseLease(services, duty.name, owner).catch(() => {});
  }

  const kept = keep();
  return {
    stop: async () => {
      stopping.abort();
      await kept;
    },
  };
}

/** Takes or renews a named lease. False when another process holds it. */
async function takeLease({ db, now }: DutyServices, name: string, owner: string): Promise<boolean> {
  const seen = await db.read.selectFrom('lease').selectAll().where('name', '=', name).executeTakeFirst();
  const until = now() + LEASE_MS;
  if (!seen) {
    try {
      await db.transaction(
        async (trx) => await trx.insertInto('lease').values({ name, owner, until, fence: 1 }).execute(),
      );
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
  if (seen.owner !== owner && seen.until > now() && !isGone(seen.owner)) return false;
  const taken = await db.transaction(
    async (trx) =>
      await trx
        .updateTable('lease')
        .set({ owner, until, fence: seen.fence + 1 })
        .where('name', '=', name)
        .where('fence', '=', seen.fence)
        .executeTakeFirst(),
  );
  return taken.numUpdatedRows === 1n;
}

async function releaseLease({ db, now }: DutyServices, name: string, owner: string): Promise<void> {
  await db.transaction(
    async (trx) =>
      await trx
        .updateTable('lease')
        .set({ until: now() })
        .where('name', '=', name)
        .where('owner', '=', owner)
        .execute(),
  );
}
