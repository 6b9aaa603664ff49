import { CompiledQuery, type Kysely } from 'kysely';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { Tables, Trx } from './tables.ts';

/** Work that shares a commit: each waits for the last one's. */
const MOST_IN_A_GROUP = 32;
/** When a group has gone on for so long, nobody else joins it. */
const JOINABLE_MS = 10;

const SAVEPOINT = CompiledQuery.raw('savepoint member');
const RELEASE = CompiledQuery.raw('release member');
const ROLL_BACK = CompiledQuery.raw('rollback to member');

interface Member {
  readonly work: (trx: Trx) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Work of the present group that is done but for the commit. */
interface Done {
  readonly member: Member;
  readonly value: unknown;
}

/**
 * Lets writers of one process that come at the same moment share a transaction of the embedded database, and so its commit: the
 * disk is waited for once, and pages that several of them touch are written once (group commit, as in DeWitt et al.,
 * "Implementation techniques for main memory database systems", 1984). Each sees what those before it in the group wrote, as it
 * would had they committed; each that fails is undone alone; none is told that it succeeded before the commit did.
 */
export class GroupCommit {
  readonly #write: Kysely<Tables>;
  readonly #waiting: Member[] = [];
  #isRunning = false;

  constructor(write: Kysely<Tables>) {
    this.#write = write;
  }

  /** Resolves when what `work` wrote is on the disk; rejects when none of it is. */
  async run<T>(work: (trx: Trx) => Promise<T>): Promise<T> {
    return await new Promise<T>((resolve, reject) => {
      // What `work` gives is handed on as it is.
      this.#waiting.push({ work, resolve: (value) => resolve(value as T), reject });
      void this.#runGroups();
    });
  }

  async #runGroups(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    while (this.#waiting.length > 0) await this.#runGroup();
    this.#isRunning = false;
  }

  async #runGroup(): Promise<void> {
    const done: Done[] = [];
    let first: Member | undefined;
    try {
      await this.#write.transaction().execute(async (trx) => {
        const joinableUntil = performance.now() + JOINABLE_MS;
        first = this.#waiting.shift();
        if (!first) return;
        // Without a savepoint, for which SQLite would copy every page it changes: whoever is first fails with the transaction.
        done.push({ member: first, value: await first.work(trx) });
        while (done.length < MOST_IN_A_GROUP && performance.now() < joinableUntil) {
          // Requests that arrived meanwhile get as far as wanting to write.
          if (this.#waiting.length === 0) await yieldToOthers();
          const next = this.#waiting.shift();
          if (!next) return;
          const joined = await join(trx, next);
          if (joined) done.push(joined);
        }
      });
    } catch (error) {
      const failed = done.length > 0 ? done.map(({ member }) => member) : first ? [first] : this.#waiting.splice(0);
      for (const { reject } of failed) reject(error);
      return;
    }
    for (const { member, value } of done) member.resolve(value);
  }
}

/** Throws only when the whole transaction is lost, as SQLite does away with it when the disk is full. */
async function join(trx: Trx, member: Member): Promise<Done | undefined> {
  await trx.executeQuery(SAVEPOINT);
  try {
    const value = await member.work(trx);
    await trx.executeQuery(RELEASE);
    return { member, value };
  } catch (error) {
    member.reject(error);
    await trx.executeQuery(ROLL_BACK);
    await trx.executeQuery(RELEASE);
    return undefined;
  }
}
