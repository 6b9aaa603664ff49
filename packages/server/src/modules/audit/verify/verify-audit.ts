import { sql } from 'kysely';
import type { PublicKeys } from '../../../platform/crypto/audit-keys.ts';
import type { Reader } from '../../../platform/database/tables.ts';
import type { AuditRow } from '../audit-chain.ts';
import { lastWitnessed, sealHead } from '../checkpoint/checkpoint-round.ts';
import { witnessSize } from '../checkpoint/witness.ts';
import { type AuditVerdict, collectFindings, type Findings } from './audit-verdict.ts';
import { type ChainWalk, startChainWalk } from './chain-walk.ts';
import { startComparison } from './compare-checkpoints.ts';
import { type LookedAt, readLineage } from './lineage.ts';
import { readStatements } from './read-statements.ts';
import { watchRestores } from './restore-entries.ts';

/** What a verification needs: to read, and the public half of the key. */
export interface VerifyRequest {
  readonly read: Reader;
  readonly publicKeys: PublicKeys;
  /** The witness's path. */
  readonly witness: string;
  /** Ends the look when it aborts. */
  readonly signal?: AbortSignal;
}

/**
 * Recomputes every link of the audit chain, checks every checkpoint in the database and in the witness, and compares each
 * with the chain. Reads only; may run while the installation works: it looks at what was there when it began. Memory does
 * not grow with the chain.
 *
 * @throws WitnessUnavailable when the witness is there and cannot be read
 */
export async function verifyAudit({ read, publicKeys, witness, signal }: VerifyRequest): Promise<AuditVerdict> {
  // In this order: what was marked as witnessed is in the witness, what is there is in the table, what that vouches for in
  // the chain.
  const marked = await lastWitnessed({ read });
  const size = (await witnessSize(witness)) ?? 0;
  const lastStored = await lastNumber(read);
  const { seq: end, hash: headHash } = await sealHead({ read });

  const findings = collectFindings();
  const looked: LookedAt = { read, publicKeys, witness, witnessSize: size, lastStored };
  const restores = watchRestores(publicKeys, findings);
  const walk = startChainWalk(read, restores.onEntry, signal);
  const comparison = startComparison({ walk, end, findings, lineage: await readLineage(looked) });
  for await (const statement of readStatements(looked, findings)) await comparison.add(statement);
  comparison.end(marked);
  if (await comparison.walkTo(end)) {
    await lookAtEnd(read, walk, headHash, findings);
    await restores.end(read, comparison.summary().restores);
  }
  const list = findings.list();
  return { intact: list.length === 0, entries: walk.seq, head: walk.hash, ...comparison.summary(), findings: list };
}

/** Whether the recorded head is the chain's, and nothing stands outside of the order. */
async function lookAtEnd(read: Reader, walk: ChainWalk, headHash: string, findings: Findings): Promise<void> {
  const end = walk.seq;
  const tell = (position: number, problem: string) => findings.add({ place: 'chain', position, problem });
  if (headHash !== walk.hash) tell(end, 'the recorded head is another');
  const [{ placed }, beyond] = await Promise.all([
    read
      .selectFrom('audit_entry')
      .select(sql<number>`count(*)`.as('placed'))
      .where('seq', '<=', end)
      .executeTakeFirstOrThrow(),
    firstBeyond(read, end),
  ]);
  if (Number(placed) !== end) tell(0, 'an entry stands outside of the order');
  // Entries sealed since the head was read are linked to it; without a link they were put there.
  if (beyond && (await sealHead({ read })).seq < (beyond.seq ?? 0)) {
    tell(beyond.seq ?? end + 1, 'the entry stands beyond the recorded head');
  }
}

async function firstBeyond(read: Reader, end: number): Promise<Pick<AuditRow, 'seq'> | undefined> {
  return await read
    .selectFrom('audit_entry')
    .select('seq')
    .where('seq', '>', end)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
}

async function lastNumber(read: Reader): Promise<number> {
  const row = await read
    .selectFrom('audit_checkpoint')
    .select('number')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.number ?? 0;
}
