import type { Services } from '../../../platform/context/context.ts';
import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import type { Database } from '../../../platform/database/database.ts';
import { isDuplicateKey } from '../../../platform/database/engine-errors.ts';
import { NO_HASH } from '../../../platform/outbox/sealer.ts';
import { type Checkpoint, parseCheckpoint, signCheckpoint } from './checkpoint.ts';
import { appendToWitness, readWitnessTail, type WitnessTail, WitnessUnavailable } from './witness.ts';

/** Entries after which a checkpoint is due at once. */
export const ENTRIES_PER_CHECKPOINT = 1_000;
/** Age of the last checkpoint from which the next is due, in ms: with the pause between rounds, less than 60 s. */
export const CHECKPOINT_EVERY_MS = 55_000;
const PER_ROUND = 500;

/** Why checkpoints are not as they should be. */
export type CheckpointProblem =
  /** The private key is missing: nothing is signed. */
  | 'NO_SIGNING_KEY'
  /** The database is older than the witness or of another history: nothing is signed until somebody says that it was restored. */
  | 'BEHIND_WITNESS'
  /** The witness lacks checkpoints that it had: nothing is added to it until it is whole again. */
  | 'WITNESS_INCOMPLETE'
  /** The witness cannot be read or written. Checkpoints are signed and wait for it. */
  | 'WITNESS_UNAVAILABLE';

/** What a round did. */
export interface CheckpointRound {
  /** Whether a checkpoint was signed. */
  readonly made: boolean;
  /** How many lines were added to the witness. */
  readonly witnessed: number;
  readonly problem?: CheckpointProblem;
  /** The operating system's code, for example EACCES. */
  readonly code?: string;
}

type CheckpointServices = Pick<Services, 'db' | 'keys' | 'auditWitness' | 'now'>;

/**
 * Signs a checkpoint when one is due (`isDue` tells otherwise for a moment of the caller's choice) and adds those that wait
 * to the witness. Safe whoever else does the same: a number is given once, and a line that stands in the witness twice is
 * the same line. Wherever a process is killed, the next round goes on from there.
 */
export async function checkpointRound(
  services: CheckpointServices,
  isDue: (entries: number, ageMs: number) => boolean = isDueByTheClock,
): Promise<CheckpointRound> {
  const { db, now } = services;
  const [head, last, waiting] = await Promise.all([sealHead(db), lastCheckpoint(db), waitingLines(db, 1)]);
  const entries = head.seq - (last?.seq ?? 0);
  const due = entries > 0 && isDue(entries, now() - (last?.at ?? 0));
  if (!due && waiting.length === 0) return { made: false, witnessed: 0 };

  const witness = await lookAtWitness(services);
  if (witness.problem === 'BEHIND_WITNESS') return { made: false, witnessed: 0, problem: witness.problem };
  const { signing } = services.keys.audit;
  const made = due && signing !== undefined && (await addCheckpoint(services, head, last?.number ?? 0));
  const told = witness.problem ? { problem: witness.problem, ...(witness.code ? { code: witness.code } : {}) } : {};
  const unsigned = due && !signing ? ({ problem: 'NO_SIGNING_KEY' } as const) : {};
  if (!witness.tail) return { made, witnessed: 0, ...unsigned, ...told };
  try {
    return { made, witnessed: await appendWaiting(services, witness.tail), ...unsigned };
  } catch (error) {
    if (!(error instanceof WitnessUnavailable)) throw error;
    return { made, witnessed: 0, problem: 'WITNESS_UNAVAILABLE', code: error.code };
  }
}

function isDueByTheClock(entries: number, ageMs: number): boolean {
  // One from the future tells that the clock was set back: waiting for it would leave entries unsigned.
  return entries >= ENTRIES_PER_CHECKPOINT || ageMs >= CHECKPOINT_EVERY_MS || ageMs < 0;
}

/** How far the chain is sealed. */
export async function sealHead(db: Pick<Database, 'read'>): Promise<{ seq: number; hash: string }> {
  const head = await db.read
    .selectFrom('seal_head')
    .select(['seq', 'hash'])
    .where('name', '=', 'audit_entry')
    .executeTakeFirst();
  return head ?? { seq: 0, hash: NO_HASH };
}

/** The newest checkpoint in the database. */
export async function lastCheckpoint(db: Pick<Database, 'read'>): Promise<Checkpoint | undefined> {
  const row = await db.read
    .selectFrom('audit_checkpoint')
    .select('line')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && parseCheckpoint(row.line);
}

async function addCheckpoint(
  { db, keys, now }: CheckpointServices,
  head: { seq: number; hash: string },
  previous: number,
): Promise<boolean> {
  if (!keys.audit.signing) return false;
  const number = previous + 1;
  const line = signCheckpoint(
    { at: now(), count: head.seq, head: head.hash, kind: 'CHECKPOINT', number, previous, seq: head.seq },
    keys.audit.signing,
  );
  try {
    await db.transaction(
      async (trx) =>
        await bulkInsert(trx, 'audit_checkpoint', ['number', 'line', 'witnessed_at'], [[number, line, null]]),
    );
    return true;
  } catch (error) {
    // Another process made it.
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

async function waitingLines(db: Database, limit: number): Promise<readonly { number: number; line: string }[]> {
  return await db.read
    .selectFrom('audit_checkpoint')
    .select(['number', 'line'])
    .where('witnessed_at', 'is', null)
    .orderBy('number')
    .limit(limit)
    .execute();
}

/** Compares the end of the witness with the database: only if they tell the same story may the database's go on. */
async function lookAtWitness({
  db,
  auditWitness,
}: CheckpointServices): Promise<{ tail?: WitnessTail; problem?: CheckpointProblem; code?: string }> {
  // Before the witness is read: what another process adds meanwhile must not seem to be missing there.
  const witnessed = await lastWitnessed(db);
  let tail: WitnessTail;
  try {
    tail = await readWitnessTail(auditWitness);
  } catch (error) {
    if (!(error instanceof WitnessUnavailable)) throw error;
    return { problem: 'WITNESS_UNAVAILABLE', code: error.code };
  }
  const number = tail.last?.checkpoint.number ?? 0;
  const rows = await db.read
    .selectFrom('audit_checkpoint')
    .select(['number', 'line'])
    .where('number', 'in', [number, number + 1])
    .execute();
  const isSame = number === 0 || rows.some((row) => row.number === number && row.line === tail.last?.line);
  const isRestored = rows.some((row) => row.number === number + 1 && parseCheckpoint(row.line)?.kind === 'RESTORED');
  if (!isSame && !isRestored) return { problem: 'BEHIND_WITNESS' };
  return witnessed > number ? { problem: 'WITNESS_INCOMPLETE' } : { tail };
}

/** The number of the newest checkpoint that is known to be in the witness; 0 when none is. */
export async function lastWitnessed(db: Pick<Database, 'read'>): Promise<number> {
  const row = await db.read
    .selectFrom('audit_checkpoint')
    .select('number')
    .where('witnessed_at', 'is not', null)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.number ?? 0;
}

/** Adds the lines that wait, one after the other: what is on the disk is then marked, so that a crash repeats one line. */
async function appendWaiting({ db, auditWitness, now }: CheckpointServices, tail: WitnessTail): Promise<number> {
  const last = tail.last?.checkpoint.number ?? 0;
  let { isTorn } = tail;
  let added = 0;
  for (const { number, line } of await waitingLines(db, PER_ROUND)) {
    if (number > last) {
      await appendToWitness(auditWitness, line, isTorn);
      isTorn = false;
      added++;
    }
    await db.transaction(
      async (trx) =>
        await trx.updateTable('audit_checkpoint').set({ witnessed_at: now() }).where('number', '=', number).execute(),
    );
  }
  return added;
}
