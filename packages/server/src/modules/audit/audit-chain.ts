import type { Selectable } from 'kysely';
import { createHash } from 'node:crypto';
import type { Tables } from '../../platform/database/tables.ts';
import type { SealedTable } from '../../platform/outbox/sealer.ts';

/** An entry as the table holds it. */
export type AuditRow = Selectable<Tables['audit_entry']>;

/**
 * The hash that links an entry to the one before: SHA-256 over the former hash and the entry's canonical JSON (members
 * in alphabetical order, no white space; RFC 8785 for the strings, integers and nulls that occur here). As in a
 * hash-linked time stamp (Haber and Stornetta, 1991), no entry can change without all later hashes changing.
 */
export function linkHash(prevHash: string, seq: number, row: AuditRow): string {
  const content = {
    action: row.action,
    actorId: row.actor_id,
    actorKind: row.actor_kind,
    actorName: row.actor_name,
    at: row.at,
    detail: row.detail,
    fields: row.fields,
    id: row.id,
    objectId: row.object_id,
    objectType: row.object_type,
    reason: row.reason,
    requestId: row.request_id,
    seq,
  };
  return createHash('sha256').update(prevHash).update(JSON.stringify(content)).digest('hex');
}

/** The audit entries, chained in the order in which they happened. */
export const sealedAudit: SealedTable = {
  table: 'audit_entry',
  place: async (trx, after, limit) => {
    const entries = await trx
      .selectFrom('audit_entry')
      .selectAll()
      .where('seq', 'is', null)
      .orderBy('at')
      .orderBy('id')
      .limit(limit)
      .execute();
    let hash = after.hash;
    const rows = entries.map((entry, index) => {
      const seq = after.seq + 1 + index;
      const prevHash = hash;
      hash = linkHash(prevHash, seq, entry);
      return { id: entry.id, seq, links: { prev_hash: prevHash, hash } };
    });
    return { rows, hash };
  },
};
