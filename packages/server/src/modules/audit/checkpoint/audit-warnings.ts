import type { Reader } from '../../../platform/database/tables.ts';
import { parseCheckpoint } from './checkpoint.ts';
import { lastCheckpoint, sealHead } from './checkpoint-round.ts';

/** Checkpoints come within a minute; three without one are not a delay any more. */
const LATE_MS = 180_000;

/** What an operator should look after: entries that nothing was signed for, checkpoints that wait for the witness. */
export async function auditWarnings(read: Reader, now: number): Promise<readonly string[]> {
  const [waiting, head, last] = await Promise.all([firstWaiting(read), sealHead({ read }), lastCheckpoint({ read })]);
  const warnings: string[] = [];
  if (waiting && now - waiting.at > LATE_MS) {
    warnings.push(`Audit checkpoints have not reached the witness since ${new Date(waiting.at).toISOString()}.`);
  }
  const first = await firstUnsigned(read, last?.seq ?? 0);
  if (head.seq > (last?.seq ?? 0) && first !== undefined && now - Math.max(first, last?.at ?? 0) > LATE_MS) {
    const since = new Date(first).toISOString();
    warnings.push(`Audit entries since ${since} are not signed for. Is a worker running? Does its log tell why?`);
  }
  return warnings;
}

async function firstWaiting(read: Reader): Promise<{ at: number } | undefined> {
  const row = await read
    .selectFrom('audit_checkpoint')
    .select('line')
    .where('witnessed_at', 'is', null)
    .orderBy('number')
    .limit(1)
    .executeTakeFirst();
  return row && parseCheckpoint(row.line);
}

async function firstUnsigned(read: Reader, after: number): Promise<number | undefined> {
  const row = await read
    .selectFrom('audit_entry')
    .select('at')
    .where('seq', '=', after + 1)
    .executeTakeFirst();
  return row?.at;
}
