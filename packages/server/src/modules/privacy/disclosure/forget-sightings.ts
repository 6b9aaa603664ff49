import { SEEING_WAYS } from '@dossier/shared/privacy';
import type { Database } from '../../../platform/database/database.ts';
import { dayOf } from './fold-disclosures.ts';

/** About as many rows as a transaction of 100 ms removes on the embedded database. */
const AT_ONCE = 2_000;

/**
 * Removes what staff saw before the day of an instant, some at a time. What partner apps were given stays: customers may ask for
 * that at any time.
 *
 * @returns whether there may be more
 */
export async function forgetSightings(db: Database, before: number): Promise<boolean> {
  for (const way of SEEING_WAYS.codes) {
    if (way === 'APP') continue;
    const oldest = await db.read
      .selectFrom('disclosure')
      .select('day')
      .where('way', '=', way)
      .where('day', '<', dayOf(before))
      .orderBy('day')
      .limit(1)
      .executeTakeFirst();
    if (!oldest) continue;
    const last = await db.read
      .selectFrom('disclosure')
      .select('customer_id')
      .where('way', '=', way)
      .where('day', '=', oldest.day)
      .orderBy('customer_id')
      .offset(AT_ONCE - 1)
      .limit(1)
      .executeTakeFirst();
    await db.transaction(async (trx) => {
      let those = trx.deleteFrom('disclosure').where('way', '=', way).where('day', '=', oldest.day);
      if (last) those = those.where('customer_id', '<=', last.customer_id);
      await those.execute();
    });
    return true;
  }
  return false;
}
