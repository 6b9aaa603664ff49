import type { ApprovalAct, ApprovalDetailName, ApprovalState } from '@dossier/shared/access';
import type { Services } from '../../../platform/context/context.ts';
import { keyedDigest } from '../../../platform/crypto/keyed-digest.ts';
import type { Queryable, Row, Trx } from '../../../platform/database/tables.ts';

/** One line of what whoever decides is shown: a name and codes, counts or numbers. */
export interface ApprovalDetail {
  readonly name: ApprovalDetailName;
  readonly values: readonly string[];
}

/** Exactly what shall be done. */
export interface ApprovalPayload {
  readonly details: readonly ApprovalDetail[];
  /** What doing it takes; its shape belongs to the act. */
  readonly data: object;
}

/** A stored request. */
export interface ApprovalRecord extends Omit<Row<'approval_request'>, 'act' | 'state'> {
  readonly act: ApprovalAct;
  readonly state: ApprovalState;
}

/** How a request changes; only from the state it is in. */
export type ApprovalChange = Partial<
  Pick<Row<'approval_request'>, 'opens_at' | 'decided_by' | 'decided_at' | 'decision_reason'>
> & { readonly state?: ApprovalState };

/** The request with this key. */
export async function findApproval(db: Queryable, id: number): Promise<ApprovalRecord | undefined> {
  const row = await db.selectFrom('approval_request').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toApproval(row);
}

/** The latest requests about some subjects of an act, by subject. */
export async function approvalsOf(
  db: Queryable,
  act: ApprovalAct,
  subjectKeys: readonly number[],
): Promise<ReadonlyMap<number, ApprovalRecord>> {
  const rows = await db
    .selectFrom('approval_request')
    .selectAll()
    .where('act', '=', act)
    .where('subject_key', 'in', [...subjectKeys])
    .orderBy('id')
    .execute();
  return new Map(rows.map((row) => [row.subject_key, toApproval(row)]));
}

/** The keys of what may be done now, for a condition. Whether it is what was asked shows when the approval is used. */
export function approvedSubjects(db: Queryable, act: ApprovalAct, now: number) {
  return db
    .selectFrom('approval_request')
    .select('subject_key')
    .where('act', '=', act)
    .where('state', '=', 'APPROVED')
    .where('expires_at', '>', now);
}

/** Moves a request on from a state; false when it is not in it any more: of several who try, one succeeds. */
export async function moveApproval(
  trx: Trx,
  id: number,
  from: ApprovalState,
  change: ApprovalChange,
): Promise<boolean> {
  const moved = await trx
    .updateTable('approval_request')
    .set(change)
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst();
  return moved.numUpdatedRows > 0n;
}

/** What a decision is bound to. Keyed: whoever changes a row in the database cannot make the digest that fits. */
export function digestOf(
  { keys }: Pick<Services, 'keys'>,
  { act, subject_key, payload }: Pick<ApprovalRecord, 'act' | 'subject_key' | 'payload'>,
): string {
  return keyedDigest(keys, 'approval', `${act}\n${subject_key}\n${payload}`);
}

/** Whether a request still says what was asked. */
export function isGenuine(services: Pick<Services, 'keys'>, record: ApprovalRecord): boolean {
  return digestOf(services, record) === record.digest;
}

/** What shall be done. */
export function payloadOf(record: ApprovalRecord): ApprovalPayload {
  // Written by `askApproval` only.
  return JSON.parse(record.payload) as ApprovalPayload;
}

/** Reads a stored row. */
export function toApproval(row: Row<'approval_request'>): ApprovalRecord {
  // Codes are written by this folder only.
  return { ...row, act: row.act as ApprovalAct, state: row.state as ApprovalState };
}
