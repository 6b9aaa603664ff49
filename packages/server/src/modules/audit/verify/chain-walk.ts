import type { Reader } from '../../../platform/database/tables.ts';
import { NO_HASH } from '../../../platform/outbox/sealer.ts';
import { type AuditRow, linkHash } from '../audit-chain.ts';

const PER_READ = 2_000;

/** The first place of the chain that is wrong, and why. */
export interface ChainBreak {
  readonly position: number;
  readonly problem: string;
}

/** Goes along the chain once, oldest entry first, recomputing every link; holds one page of it. */
export interface ChainWalk {
  /** The place reached; every entry up to it is linked. */
  readonly seq: number;
  /** The hash there. */
  readonly hash: string;
  /** Goes on to a place. Answers with the first break on the way; after one there is no going on. */
  advanceTo(seq: number): Promise<ChainBreak | undefined>;
}

/** Starts a walk along the chain; each entry that is in its place is shown to `onEntry`. */
export function startChainWalk(
  read: Reader,
  onEntry: (row: AuditRow) => void = () => {},
  signal?: AbortSignal,
): ChainWalk {
  let page: readonly AuditRow[] = [];
  let place = 0;
  let seq = 0;
  let hash = NO_HASH;
  return {
    get seq() {
      return seq;
    },
    get hash() {
      return hash;
    },
    advanceTo: async (target) => {
      while (seq < target) {
        if (place === page.length) {
          signal?.throwIfAborted();
          page = await readPage(read, seq);
          place = 0;
        }
        const row = page[place++];
        const problem = problemOf(row, seq + 1, hash);
        if (!row || problem) return { position: seq + 1, problem: problem ?? 'the entry is missing' };
        onEntry(row);
        seq++;
        hash = row.hash ?? '';
      }
      return undefined;
    },
  };
}

async function readPage(read: Reader, after: number): Promise<readonly AuditRow[]> {
  return await read
    .selectFrom('audit_entry')
    .selectAll()
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(PER_READ)
    .execute();
}

function problemOf(row: AuditRow | undefined, expected: number, prevHash: string): string | undefined {
  if (row?.seq !== expected) return 'the entry is missing';
  if (row.prev_hash !== prevHash) return 'the entry is not linked to the one before it';
  if (row.hash !== linkHash(prevHash, expected, row)) return 'the entry was changed';
  return undefined;
}
