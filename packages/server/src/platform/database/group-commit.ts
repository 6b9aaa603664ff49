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

/** Tells a member how it ended. */
type Settle = () => void;

/**
 * Lets writers of one process that come at the same moment share a transaction of the embedded database, and so its commit: the
 * disk is waited for once, and pages that several of them touch are written once (group commit, as in DeWitt et al.,
 * "Implementation techniques for main memory database systems", 1984). Each sees what those before it in the group wrote, as it
 * would had they committed; each that fails is undone alone. None is told how it ended before the commit: even what failed may
 * have failed by what those before it wrote, and look for that.
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
    const members: Member[] = [];
    const settle: Settle[] = [];
    try {
      await this.#write.transaction().execute(async (trx) => {
        const joinableUntil = performance.now() + JOINABLE_MS;
        for (let member = this.#waiting.shift(); member; member = this.#waiting.shift()) {
          members.push(member);
          settle.push(members.length === 1 ? await begin(trx, member) : await join(trx, member));
          if (members.length === MOST_IN_A_GROUP || performance.now() > joinableUntil) return;
          // Requests that arrived meanwhile get as far as wanting to write.
          if (this.#waiting.length === 0) await yieldToOthers();
        }
      });
    } catch (error) {
      // All that wait, when the transaction could not even begin.
      const failed = members.length > 0 ? members : this.#waiting.splice(0);
      for (const { reject } of failed) reject(error);
      return;
    }
    for (const tell of settle) tell();
  }
}

/** Without a savepoint, for which SQLite would copy every page it changes: whoever is first fails with the transaction. */
async function begin(trx: Trx, { work, resolve }: Member): Promise<Settle> {
  const value = await work(trx);
  return () => resolve(value);
}

/** Throws only when the whole transaction is lost, as SQLite does away with it when the disk is full. */
async function join(trx: Trx, { work, resolve, reject }: Member): Promise<Settle> {
  await trx.executeQuery(SAVEPOINT);
  try {
    const value = await work(trx);
    await trx.executeQuery(RELEASE);
    return () => resolve(value);
  } catch (error) {
    await trx.executeQuery(ROLL_BACK).catch(() => {
      throw error;
    });
    await trx.executeQuery(RELEASE);
    return () => reject(error);
  }
}
