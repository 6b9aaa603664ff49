import { BUILT_IN_POLICY, type Policy } from '@dossier/shared/access';
import type { Queryable, Trx } from '../../../platform/database/tables.ts';

/** A version of the policy. Version 0 is the one that the program comes with. */
export interface PolicyVersion {
  readonly version: number;
  readonly policy: Policy;
}

/** The policy in force. */
export async function currentPolicy(db: Queryable): Promise<PolicyVersion> {
  const row = await db
    .selectFrom('access_policy')
    .select(['version', 'document'])
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return { version: 0, policy: BUILT_IN_POLICY };
  // Written by `addPolicyVersion` only.
  const changes = JSON.parse(row.document) as Policy;
  return { version: row.version, policy: merged(changes) };
}

/** Roles that an installation did not change follow the program's, also when a new version of it adds to them. */
function merged(changes: Policy): Policy {
  return {
    roles: { ...BUILT_IN_POLICY.roles, ...changes.roles },
    raised: { ...BUILT_IN_POLICY.raised, ...changes.raised },
  };
}

/** Says that rights have to be worked out anew: part of every change that they depend on. */
export async function bumpEpoch(trx: Trx): Promise<void> {
  const changed = await trx
    .updateTable('access_epoch')
    .set((eb) => ({ epoch: eb('epoch', '+', 1) }))
    .where('id', '=', 1)
    .executeTakeFirst();
  if (Number(changed.numUpdatedRows) === 0) await trx.insertInto('access_epoch').values({ id: 1, epoch: 1 }).execute();
}
