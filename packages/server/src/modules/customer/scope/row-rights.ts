import type { Capability, DataClass } from '@dossier/shared/access';
import DataLoader from 'dataloader';
import { expressionBuilder, sql } from 'kysely';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Tables } from '../../../platform/database/tables.ts';
import { rowConditions } from './customer-scope.ts';

const RIGHTS = {
  write: { capability: 'WRITE', classes: ['INTERNAL', 'PERSONAL'] },
  writeDocuments: { capability: 'WRITE', classes: ['SENSITIVE'] },
  reveal: { capability: 'REVEAL', classes: ['PERSONAL'] },
  revealDocuments: { capability: 'REVEAL', classes: ['SENSITIVE'] },
  export: { capability: 'EXPORT', classes: ['INTERNAL'] },
} as const satisfies Record<string, { readonly capability: Capability; readonly classes: readonly DataClass[] }>;

type Right = keyof typeof RIGHTS;
/** What the actor may do with one customer. */
export type RowRights = Readonly<Record<Right, boolean>>;

// The constant's own keys.
const NAMES = Object.keys(RIGHTS) as Right[];

/** The actor's rights on customers, by key: one statement for all of them, and none where they do not depend on the customer. */
export function rightsLoader(ctx: Ctx): DataLoader<number, RowRights> {
  const conditions = NAMES.map((name) => ({ name, conditions: rowConditions(ctx, RIGHTS[name]) }));
  const isNever = ({ name }: { name: Right }) =>
    RIGHTS[name].classes.some((one) => ctx.actor.grants.reach(one, RIGHTS[name].capability).length === 0);
  const byRow = conditions.filter((one) => one.conditions.length > 0 && !isNever(one));
  const forAll = new Set(conditions.filter((one) => one.conditions.length === 0).map(({ name }) => name));
  const rightsOf = (granted: (name: Right) => boolean): RowRights => ({
    write: granted('write'),
    writeDocuments: granted('writeDocuments'),
    reveal: granted('reveal'),
    revealDocuments: granted('revealDocuments'),
    export: granted('export'),
  });
  return new DataLoader(async (ids) => {
    if (byRow.length === 0) return ids.map(() => rightsOf((name) => forAll.has(name)));
    const eb = expressionBuilder<Tables, 'customer'>();
    const rows = await ctx.db.read
      .selectFrom('customer')
      .select('customer.id as key')
      .select(byRow.map((one) => sql<number>`case when ${eb.and(one.conditions)} then 1 else 0 end`.as(one.name)))
      .where('customer.id', 'in', [...ids])
      .execute();
    const found = new Map(rows.map((row) => [row.key, row]));
    return ids.map((id) => rightsOf((name) => forAll.has(name) || Number(found.get(id)?.[name] ?? 0) === 1));
  });
}
