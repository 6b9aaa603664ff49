import type { Queryable } from '../../../platform/database/tables.ts';
import { handEnteredOrders } from '../../activity/index.ts';
import { presentCustody, subjectsOf } from '../../custody/index.ts';
import {
  API_SOURCE,
  allSources,
  earlierThreads,
  recordsOf,
  type RecordInForce,
  type Seals,
  STAFF_SOURCE,
} from '../../customer/index.ts';
import { type Holder, type LaterThing, laterRecords } from './later-things.ts';

/** A customer that is part of another, and what came in since. */
export interface Held {
  /** Who is to be given back. */
  readonly customerId: number;
  /** With whom it is. */
  readonly survivorId: number;
  /** Who comes along: it, and those who had been merged into it. */
  readonly subjects: readonly number[];
  /** Since when it is with the survivor's tree, and whose word counted for it since then. */
  readonly holders: readonly Holder[];
  readonly things: readonly LaterThing[];
  /** All that the survivor's records say. */
  readonly records: readonly RecordInForce[];
}

/** What there is to know before a customer is given back; undefined when it is part of no other. */
export async function readHeld(db: Queryable, customerId: number, seals: Seals): Promise<Held | undefined> {
  const custody = await presentCustody(db, [customerId]);
  const farthest = custody.at(-1);
  if (!farthest) return undefined;
  const survivorId = farthest.holder_id;
  const subjects = await subjectsOf(db, customerId);
  const records = await recordsOf(db, survivorId, seals);
  const sources = await allSources(db);
  const ownSources = sources.filter(({ code }) => code === STAFF_SOURCE || code === API_SOURCE).map(({ id }) => id);
  const holders = custody.map(({ holder_id, from_at }) => ({ holderId: holder_id, since: from_at }));
  const later = laterRecords({
    records,
    released: new Set(subjects),
    holders,
    earlierThreads: await earlierThreads(db, survivorId, holders),
    ownSources: new Set(ownSources),
  });
  const orders = await handEnteredOrders(db, survivorId, holders);
  const things = orders.map(({ id, created_at }): LaterThing => ({
    kind: 'ORDER',
    key: id,
    at: created_at,
    goesTo: 'SURVIVOR',
    because: 'UNKNOWN',
  }));
  return { customerId, survivorId, subjects, holders, things: [...later, ...things], records };
}
