import type { PublicKeys } from '../../../platform/crypto/audit-keys.ts';
import type { Reader } from '../../../platform/database/tables.ts';
import { examineLine } from '../checkpoint/checkpoint.ts';
import { readWitnessLines } from '../checkpoint/witness.ts';

const MARK = '"kind":"RESTORED"';

/**
 * Which checkpoints the present database descends from. Without restores these are all; a restore goes on from an older one
 * and leaves those between behind.
 */
export interface Lineage {
  has(number: number): boolean;
  /** The first checkpoint of the lineage between two numbers, both included. */
  firstWithin(from: number, to: number): number | undefined;
}

/** What of the witness and the database is looked at: what was there when the look began. */
export interface LookedAt {
  readonly read: Reader;
  readonly publicKeys: PublicKeys;
  readonly witness: string;
  /** Bytes of the witness. */
  readonly witnessSize: number;
  /** The newest checkpoint in the database; 0 when there is none. */
  readonly lastStored: number;
}

/** Finds the restores that were signed for, in the witness and in the database, and what they leave behind. */
export async function readLineage(looked: LookedAt): Promise<Lineage> {
  const restores = new Map<number, number>();
  const look = (line: string) => {
    const { checkpoint, problem } = examineLine(line, looked.publicKeys);
    if (!checkpoint || problem || checkpoint.kind !== 'RESTORED') return;
    if (checkpoint.previous < checkpoint.number) restores.set(checkpoint.number, checkpoint.previous);
  };
  for await (const line of readWitnessLines(looked.witness, looked.witnessSize)) if (line.includes(MARK)) look(line);
  const stored = await looked.read
    .selectFrom('audit_checkpoint')
    .select('line')
    .where('line', 'like', `%${MARK}%`)
    .where('number', '<=', looked.lastStored)
    .execute();
  for (const { line } of stored) look(line);
  return lineageOf(restores);
}

/** The lineage that ends with the newest checkpoint, whatever its number. `restores` tells which number each goes on from. */
export function lineageOf(restores: ReadonlyMap<number, number>): Lineage {
  const ranges: { from: number; to: number }[] = [];
  let to = Infinity;
  for (const [number, previous] of [...restores].toSorted(([a], [b]) => b - a)) {
    if (number > to) continue;
    ranges.push({ from: number, to });
    to = previous;
  }
  ranges.push({ from: 1, to });
  return {
    has: (number) => ranges.some((range) => number >= range.from && number <= range.to),
    firstWithin: (from, until) => {
      const starts = ranges
        .map((range) => Math.max(range.from, from))
        .filter((start, place) => {
          return start <= Math.min(ranges[place]?.to ?? 0, until);
        });
      return starts.length === 0 ? undefined : Math.min(...starts);
    },
  };
}
