import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import type { AuditFinding, Findings, KnownRestore } from './audit-verdict.ts';
import type { ChainWalk } from './chain-walk.ts';
import type { Lineage } from './lineage.ts';
import type { Statement } from './read-statements.ts';

const MISSING = 'it is missing';

/** What checkpoints are held against. */
export interface Comparing {
  readonly walk: ChainWalk;
  /** The last entry according to the recorded head. */
  readonly end: number;
  readonly findings: Findings;
  readonly lineage: Lineage;
}

/** Holds checkpoints, given in the order of their numbers, each against the one before and against the chain. */
export function startComparison({ walk, end, findings, lineage }: Comparing) {
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
    /** Goes on along the chain; false when it is broken there or was before. */
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
