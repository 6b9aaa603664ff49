import type { PublicKeys } from '../../../platform/crypto/audit-keys.ts';
import type { Reader } from '../../../platform/database/tables.ts';
import type { AuditRow } from '../audit-chain.ts';
import { type Checkpoint, examineLine } from '../checkpoint/checkpoint.ts';
import type { Findings, KnownRestore } from './audit-verdict.ts';

/** Watches entries that tell of a restore: each must carry the signed statement, and each statement must have its entry. */
export function watchRestores(publicKeys: PublicKeys, findings: Findings) {
  const told = new Set<number>();
  const read = ({ detail }: Pick<AuditRow, 'detail'>): Checkpoint | undefined => {
    const { checkpoint, problem } = examineLine(statementOf(detail), publicKeys);
    return problem || checkpoint?.kind !== 'RESTORED' ? undefined : checkpoint;
  };
  return {
    onEntry: (row: AuditRow) => {
      if (row.action !== 'audit.restored') return;
      const statement = read(row);
      if (statement && statement.seq < (row.seq ?? 0) && !told.has(statement.number)) told.add(statement.number);
      else {
        const problem = 'it tells of a restore that was not signed for';
        findings.add({ place: 'chain', position: row.seq ?? 0, problem });
      }
    },
    /** Looks for the entry of each restore that the checkpoints know of. */
    end: async (reader: Reader, known: readonly KnownRestore[]) => {
      if (known.every(({ checkpoint }) => told.has(checkpoint))) return;
      const unsealed = await reader
        .selectFrom('audit_entry')
        .select('detail')
        .where('seq', 'is', null)
        .where('action', '=', 'audit.restored')
        .execute();
      for (const row of unsealed) told.add(read(row)?.number ?? 0);
      for (const { checkpoint, from } of known) {
        const problem = 'no entry tells of the restore';
        if (!told.has(checkpoint)) findings.add({ place: 'chain', position: from + 1, checkpoint, problem });
      }
    },
  };
}

function statementOf(detail: string | null): string {
  try {
    // Whatever it is, it is examined.
    const { statement } = JSON.parse(detail ?? '') as { statement?: unknown };
    return typeof statement === 'string' ? statement : '';
  } catch {
    return '';
  }
}
