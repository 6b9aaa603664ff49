import type { Reader } from '../../platform/database/tables.ts';
import { NO_HASH } from '../../platform/outbox/sealer.ts';
import { type AuditRow, linkHash } from './audit-chain.ts';

const PER_READ = 2_000;

/** What a look at the whole chain found. */
export type ChainVerdict =
  | { readonly intact: true; readonly entries: number; readonly head: string }
  /** `position` is the first place that is wrong: an entry that is missing, was changed, or hangs on another one. */
  | { readonly intact: false; readonly position: number; readonly problem: string };

/** Recomputes every link of the audit chain, oldest first, and compares its end with the recorded head. */
export async function verifyAuditChain(read: Reader): Promise<ChainVerdict> {
  const head = await read
    .selectFrom('seal_head')
    .select(['seq', 'hash'])
    .where('name', '=', 'audit_entry')
    .executeTakeFirst();
  const end = head?.seq ?? 0;
  let seq = 0;
  let hash = NO_HASH;
  while (seq < end) {
    const rows = await read
      .selectFrom('audit_entry')
      .selectAll()
      .where('seq', '>', seq)
      .where('seq', '<=', end)
      .orderBy('seq')
      .limit(PER_READ)
      .execute();
    if (rows.length === 0) return { intact: false, position: seq + 1, problem: 'the entry is missing' };
    for (const row of rows) {
      const problem = problemOf(row, seq + 1, hash);
      if (problem) return { intact: false, position: seq + 1, problem };
      seq++;
      hash = row.hash ?? '';
    }
  }
  if (head && head.hash !== hash) return { intact: false, position: end, problem: 'the recorded head is another' };
  const beyond = await read
    .selectFrom('audit_entry')
    .select('seq')
    .where('seq', '>', end)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  // Entries sealed since the head was read are linked to it; without a link they were put there.
  if (beyond && (await headSeq(read)) < (beyond.seq ?? 0)) {
    return { intact: false, position: beyond.seq ?? end + 1, problem: 'the entry stands beyond the recorded head' };
  }
  return { intact: true, entries: end, head: hash };
}

function problemOf(row: AuditRow, expected: number, prevHash: string): string | undefined {
  if (row.seq !== expected) return 'the entry is missing';
  if (row.prev_hash !== prevHash) return 'the entry is not linked to the one before it';
  if (row.hash !== linkHash(prevHash, expected, row)) return 'the entry was changed';
  return undefined;
}

async function headSeq(read: Reader): Promise<number> {
  const head = await read.selectFrom('seal_head').select('seq').where('name', '=', 'audit_entry').executeTakeFirst();
  return head?.seq ?? 0;
}
