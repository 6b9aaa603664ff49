import type { Compilable } from 'kysely';
import type { Database } from './database.ts';

type Make = (values: readonly unknown[]) => object;

/** For each set of computed fields, what makes its rows: one maker per list of columns. */
const makers = new WeakMap<object, Map<string, Make>>();
const NOTHING = {};

/**
 * Reads rows for the request path: what `query.execute()` gives, with the computed fields of `fields` as their prototype,
 * at a third of the cost. The driver makes arrays, and the objects are all of one shape.
 */
export async function readRows<Row extends object, Fields extends object = object>(
  db: Pick<Database, 'readRaw'>,
  query: Pick<Compilable<Row>, 'compile'>,
  fields?: Fields,
): Promise<(Row & Fields)[]> {
  const { sql, parameters } = query.compile();
  const { columns, rows } = await db.readRaw(sql, parameters);
  const make = makerOf(columns, fields ?? NOTHING);
  // The columns are those of the query, whose row type the builder knows; the prototype has the fields.
  return rows.map(make) as (Row & Fields)[];
}

function makerOf(columns: readonly string[], fields: object): Make {
  const key = columns.join();
  const known = makers.get(fields)?.get(key);
  if (known) return known;
  const make = createMaker(columns, fields);
  const made = makers.get(fields) ?? new Map<string, Make>();
  makers.set(fields, made.set(key, make));
  return make;
}

// A constructor rather than Object.create: the engine learns the shape of what it makes, and reserves room for it.
function createMaker(columns: readonly string[], fields: object): Make {
  const count = columns.length;
  function Row(this: Record<string, unknown>, values: readonly unknown[]): void {
    for (let i = 0; i < count; i++) this[columns[i] ?? ''] = values[i];
  }
  Row.prototype = fields;
  // A function with a prototype is a constructor, which its type does not tell.
  const Constructor = Row as unknown as new (values: readonly unknown[]) => object;
  return (values) => new Constructor(values);
}
