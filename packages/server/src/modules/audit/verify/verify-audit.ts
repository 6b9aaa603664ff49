import { sql } from 'kysely';
import type { PublicKeys } from '../../../platform/crypto/audit-keys.ts';
import type { Reader } from '../../../platform/database/tables.ts';
import type { AuditRow } from '../audit-chain.ts';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { lastWitnessed, sealHead } from '../checkpoint/checkpoint-round.ts';
import { witnessSize } from '../checkpoint/witness.ts';
import {
  type AuditFinding,
  type AuditVerdict,
  collectFindings,
  type Findings,
  type KnownRestore,
} from './audit-verdict.ts';
import { type ChainWalk, startChainWalk } from './chain-walk.ts';
import { type Lineage, type LookedAt, readLineage } from './lineage.ts';
import { readStatements, type Statement } from './read-statements.ts';
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

interface Comparing {
  readonly walk: ChainWalk;
  /** The last entry according to the recorded head. */
  readonly end: number;
  readonly findings: Findings;
  readonly lineage: Lineage;
}

/** Holds each checkpoint against the one before and against the chain. */
function startComparison({ walk, end, findings, lineage }: Comparing) {
  const restores: KnownRestore[] = [];
  let seen = 0;
  let lastWitness = 0;
  let lastSeq = 0;
  let previous = 0;
  let lastInLineage = 0;
  let vouched = 0;
  let witnessedUntil = 0;
  let checkpoints = 0;
  let waiting = 0;
  let isBroken = false;
  const breaks = (position: number, problem: string, more: Partial<AuditFinding> = {}) => {
    isBroken = true;
    findings.add({ place: 'chain', position, problem, ...more });
  };

  function lookForGaps({ number, isStored, stored, witnessed }: Statement): void {
    const lost = lineage.firstWithin(seen + 1, number - (isStored ? 1 : 0));
    if (lost !== undefined) findings.add({ place: 'database', checkpoint: lost, problem: MISSING });
    if (isStored && !lineage.has(number)) {
      findings.add({ place: 'database', checkpoint: number, problem: 'a restore had left it behind' });
    }
    if (witnessed && number !== lastWitness + 1) {
      findings.add({ place: 'witness', checkpoint: lastWitness + 1, problem: MISSING });
    }
    seen = number;
    if (witnessed) {
      lastWitness = number;
      waiting = 0;
    } else if (stored) waiting++;
  }

  async function compare(one: Checkpoint, isWitnessed: boolean): Promise<void> {
    const { number, seq, kind, at } = one;
    const follows = one.previous === previous && one.count === seq && seq >= lastInLineage;
    // After one that is missing none follows.
    if (!follows && findings.list().length === 0) {
      findings.add({ place: 'database', checkpoint: number, problem: 'it does not follow the one before it' });
    }
    previous = number;
    lastInLineage = seq;
    checkpoints++;
    if (kind === 'RESTORED') {
      restores.push({ at, checkpoint: number, from: seq, lostUntil: Math.max(seq, lastSeq) });
    }
    if (isWitnessed) witnessedUntil = seq;
    if (isBroken) return;
    if (seq > end) {
      if (!(await walkTo(end))) return;
      const more = { until: seq, checkpoint: number, ...(vouched < end ? { unvouchedFrom: vouched + 1 } : {}) };
      return breaks(end + 1, 'the chain ends before it, but more was signed', more);
    }
    if (!(await walkTo(seq))) return;
    if (walk.seq === seq && walk.hash !== one.head) {
      const position = Math.min(vouched + 1, seq);
      breaks(position, 'what is there is not what was signed', { until: seq, checkpoint: number });
    }
    vouched = seq;
  }

  async function walkTo(seq: number): Promise<boolean> {
    if (isBroken) return false;
    const found = await walk.advanceTo(seq);
    if (found) breaks(found.position, found.problem);
    return !found;
  }

  return {
    walkTo,
    add: async (statement: Statement) => {
      lookForGaps(statement);
      const one = statement.witnessed ?? statement.stored;
      if (one && lineage.has(statement.number)) await compare(one, statement.witnessed !== undefined);
      if (one) lastSeq = one.seq;
    },
    /** `marked`: the last checkpoint that the database knows to be in the witness. */
    end: (marked: number) => {
      if (marked > lastWitness) findings.add({ place: 'witness', checkpoint: lastWitness + 1, problem: MISSING });
    },
    summary: () => ({ checkpoints, witnessedUntil, waiting, restores }),
  };
}

const MISSING = 'it is missing';

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
