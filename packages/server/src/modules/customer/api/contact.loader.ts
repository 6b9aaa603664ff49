import DataLoader from 'dataloader';
import type { Ctx } from '../../../platform/context/context.ts';
import { readRows } from '../../../platform/database/read-rows.ts';
import { sortFew } from '../../../platform/memory/sort-few.ts';
import { withLevels } from '../scope/row-levels.ts';
import { shieldAddresses, shieldContacts } from '../sealed/shield.ts';
import { type Address, addressFields, type ContactPoint, contactPointFields } from './contact.type.ts';

const SEALED = ['subject_id as subjectKey', 'sealed'] as const;

/** Contact points by customer. */
export function contactPointLoader(ctx: Ctx): DataLoader<number, ContactPoint[]> {
  return byCustomer(async (customerIds) => {
    const query = ctx.db.read
      .selectFrom('contact_point')
      .select([
        'customer_id as customerKey',
        'id as key',
        'source_id as sourceKey',
        'type',
        'label',
        'is_primary as isPrimary',
        'is_valid as isValid',
        'verified_at as verifiedAt',
        'position',
        ...SEALED,
      ])
      .where('customer_id', 'in', customerIds);
    return await shieldContacts(ctx, await withLevels(ctx, await readRows(ctx.db, query, contactPointFields)));
  });
}

/** Addresses by customer. */
export function addressLoader(ctx: Ctx): DataLoader<number, Address[]> {
  return byCustomer(async (customerIds) => {
    const query = ctx.db.read
      .selectFrom('address')
      .select([
        'customer_id as customerKey',
        'id as key',
        'source_id as sourceKey',
        'type',
        'country',
        'province',
        'city',
        'district',
        'region_code as regionCode',
        'postal_code as postalCode',
        'is_primary as isPrimary',
        'position',
        ...SEALED,
      ])
      .where('customer_id', 'in', customerIds);
    return await shieldAddresses(ctx, await withLevels(ctx, await readRows(ctx.db, query, addressFields)));
  });
}

/** Batches a child table's rows by customer, each customer's in their own order. */
function byCustomer<Row extends { customerKey: number; position: number }>(
  read: (customerIds: number[]) => Promise<Row[]>,
): DataLoader<number, Row[]> {
  return new DataLoader(async (customerIds) => {
    const groups = new Map<number, Row[]>();
    for (const row of await read([...customerIds])) {
      const group = groups.get(row.customerKey);
      if (group) group.push(row);
      else groups.set(row.customerKey, [row]);
    }
    // Sorted here: a few rows per customer cost less than the database's sort of all.
    return customerIds.map((id) => sortFew(groups.get(id) ?? [], (a, b) => a.position - b.position));
  });
}
