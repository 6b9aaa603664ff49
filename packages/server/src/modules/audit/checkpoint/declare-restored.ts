import type { Ctx } from '../../../platform/context/context.ts';
import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import type { Reader } from '../../../platform/database/tables.ts';
import { NO_HASH } from '../../../platform/outbox/sealer.ts';
import { sealRound } from '../../../platform/outbox/sealer.ts';
import { sealedAudit } from '../audit-chain.ts';
import { recordAudit } from '../record-audit.ts';
import { parseCheckpoint, signCheckpoint } from './checkpoint.ts';
import { type CheckpointRound, checkpointRound } from './checkpoint-round.ts';
import { readWitnessLines, witnessSize } from './witness.ts';

const PER_COMPARISON = 500;

/** A restore as it was signed. */
export interface DeclaredRestore {
  /** The last place of the chain in the restored database; what follows was written after the restore. */
  readonly from: number;
  /** The last place that the witness knows of from before; greater than `from` when entries were lost. */
  readonly witnessed: number;
  /** What came of adding it to the witness; without a problem it is there. */
  readonly round: CheckpointRound;
}

/**
 * States, signed, that the database was put back to an older state on purpose: in the witness, and as `audit.restored` in
 * the log itself. Without that statement a restored copy is what verification takes it for, a rollback.
 *
 * @returns undefined when there is no private key to sign with
 * @throws WitnessUnavailable when the witness cannot be read, since the statement must follow what stands there
 */
export async function declareRestored(ctx: Ctx, reason?: string): Promise<DeclaredRestore | undefined> {
  const { db, keys, auditWitness } = ctx;
  const { signing } = keys.audit;
  if (!signing) return undefined;
  const common = await compareWithWitness(db.read, auditWitness);
  await db.ids.ensure(1);
  const from = await db.transaction(async (trx) => {
    const head = await trx
      .selectFrom('seal_head')
      .select(['seq', 'hash'])
      .where('name', '=', 'audit_entry')
      .executeTakeFirst();
    const { seq, hash } = head ?? { seq: 0, hash: NO_HASH };
    const { number, previous } = common;
    const line = signCheckpoint(
      { at: ctx.now(), count: seq, head: hash, kind: 'RESTORED', number, previous, seq },
      signing,
    );
    // Signed for a history that the witness does not know; this statement takes their place.
    await trx.deleteFrom('audit_checkpoint').where('number', '>', previous).execute();
    await bulkInsert(trx, 'audit_checkpoint', ['number', 'line', 'witnessed_at'], [[number, line, null]]);
    await recordAudit(trx, ctx, {
      action: 'audit.restored',
      objectType: 'installation',
      detail: { from: seq, witnessed: common.witnessed, statement: line },
      ...(reason === undefined ? {} : { reason }),
    });
    return seq;
  });
  while ((await sealRound(db, sealedAudit)) > 0);
  const round = await checkpointRound(ctx, () => true);
  return { from, witnessed: common.witnessed, round };
}

/** Up to which checkpoint database and witness tell the same story, and which number comes after both. */
async function compareWithWitness(
  read: Reader,
  path: string,
): Promise<{ previous: number; number: number; witnessed: number }> {
  let conflict: number | undefined;
  let last = 0;
  let witnessed = 0;
  let lines = new Map<number, string>();
  const compare = async () => {
    conflict ??= await firstConflict(read, lines);
    lines = new Map();
  };
  for await (const line of readWitnessLines(path, (await witnessSize(path)) ?? 0)) {
    const checkpoint = parseCheckpoint(line);
    if (!checkpoint) continue;
    last = Math.max(last, checkpoint.number);
    witnessed = checkpoint.seq;
    lines.set(checkpoint.number, line);
    if (lines.size >= PER_COMPARISON) await compare();
  }
  await compare();
  let query = read.selectFrom('audit_checkpoint').select('number').orderBy('number', 'desc').limit(1);
  const newest = await query.executeTakeFirst();
  if (conflict !== undefined) query = query.where('number', '<', conflict);
  const previous = (await query.executeTakeFirst())?.number ?? 0;
  const kept = conflict === undefined ? (newest?.number ?? 0) : 0;
  return { previous, number: Math.max(last, kept) + 1, witnessed };
}

async function firstConflict(read: Reader, lines: ReadonlyMap<number, string>): Promise<number | undefined> {
  if (lines.size === 0) return undefined;
  const rows = await read
    .selectFrom('audit_checkpoint')
    .select(['number', 'line'])
    .where('number', 'in', [...lines.keys()])
    .orderBy('number')
    .execute();
  return rows.find((row) => row.line !== lines.get(row.number))?.number;
}
