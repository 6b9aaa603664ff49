import type { SeeingWay } from '@dossier/shared/privacy';
import type { Queryable } from '../../../platform/database/tables.ts';
import { dayOf } from './fold-disclosures.ts';

/** How many customers a partner app was given something of on a day (UTC). What is not folded yet is not counted. */
export async function countGivenOn(db: Queryable, appId: number, day: string): Promise<number> {
  const { given } = await db
    .selectFrom('disclosure')
    .select((eb) => eb.fn.count<number>('customer_id').distinct().as('given'))
    .where('reader_id', '=', appId)
    .where('day', '=', day)
    .where('way', '=', 'APP')
    .executeTakeFirstOrThrow();
  return Number(given);
}

/** How many customers somebody saw in these ways since an instant, each once. What is not folded yet is not counted. */
export async function countSeen(
  db: Queryable,
  of: { readonly readerId: number; readonly ways: readonly SeeingWay[]; readonly since: number },
): Promise<number> {
  const { seen } = await db
    .selectFrom('disclosure')
    .select((eb) => eb.fn.count<number>('customer_id').distinct().as('seen'))
    .where('reader_id', '=', of.readerId)
    .where('day', '>=', dayOf(of.since))
    .where('last_at', '>', of.since)
    .where('way', 'in', [...of.ways])
    .executeTakeFirstOrThrow();
  return Number(seen);
}
