import {
  defaultFieldResolver,
  extendSchema,
  type GraphQLSchema,
  isInputObjectType,
  isObjectType,
  parse,
} from 'graphql';
import { sql } from 'kysely';
import type { IdType } from '../../platform/crypto/public-ids.ts';
import type { Ctx } from '../../platform/context/context.ts';
import { buildSchema } from '../schema.ts';

/** A column that a mutation would write if inputs were bound to rows as they come. */
interface Bound {
  readonly mutation: string;
  readonly input: string;
  /** A field that is declared there: the bound one has its class. */
  readonly beside: string;
  readonly table: string;
  readonly type: IdType;
  readonly columns: Readonly<Record<string, string>>;
}

const BOUND: readonly Bound[] = [
  {
    mutation: 'customerUpdate',
    input: 'CustomerUpdateInput',
    beside: 'grade',
    table: 'customer',
    type: 'cus',
    columns: { number: 'number', createdAt: 'created_at', status: 'status' },
  },
  {
    mutation: 'userUpdate',
    input: 'UserUpdateInput',
    beside: 'locale',
    table: 'staff_user',
    type: 'usr',
    columns: { email: 'email', passwordHash: 'password_hash' },
  },
];

/** Inputs take what they do not declare, and write it into the column of that name. */
export function boundInputs(): GraphQLSchema {
  const fields = BOUND.map(
    ({ input, columns }) =>
      `extend input ${input} { ${Object.keys(columns)
        .map((name) => `${name}: String`)
        .join(' ')} }`,
  );
  const schema = extendSchema(buildSchema(), parse(fields.join('\n')));
  for (const bound of BOUND) bind(schema, bound);
  return schema;
}

function bind(schema: GraphQLSchema, { mutation, input, beside, table, type, columns }: Bound): void {
  const inputType = schema.getType(input);
  const root = schema.getMutationType();
  const field = isObjectType(root) ? root.getFields()[mutation] : undefined;
  if (!isInputObjectType(inputType) || !field) throw new Error(`there is no ${mutation}`);
  const declared = inputType.getFields();
  for (const name of Object.keys(columns)) {
    const added = declared[name];
    if (added) added.extensions = declared[beside]?.extensions ?? {};
  }
  const inner = field.resolve ?? defaultFieldResolver;
  field.resolve = async (parent, args, ctx: Ctx, info) => {
    const given: Record<string, unknown> = args['input'];
    const extra = Object.entries(columns).filter(([name]) => given[name] !== undefined);
    for (const [name, column] of extra) {
      const id = ctx.publicIds.decode(type, String(args['id'])) ?? 0;
      await ctx.db.transaction(
        async (trx) =>
          await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${given[name]} where id = ${id}`.execute(trx),
      );
    }
    const rest = Object.fromEntries(Object.entries(given).filter(([name]) => !(name in columns)));
    return await inner(parent, { ...args, input: rest }, ctx, info);
  };
}
