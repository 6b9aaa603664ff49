import { type Expression, sql, type SqlBool } from 'kysely';
import type { CustomerBuilder } from './customer-builder.ts';

type Condition = Expression<SqlBool>;

/** A text column that conditions can be put on. */
export type TextColumn =
  'customer.number' | 'customer.name' | 'customer.name_sort' | 'customer.employer' | 'customer.job_title';
type CodeColumn =
  `customer.${'kind' | 'gender' | 'industry' | 'size' | 'stage' | 'grade' | 'status' | 'country' | 'province' | 'city' | 'district'}`;

/** The conditions of a text filter. */
export function textConditions(
  eb: CustomerBuilder,
  column: TextColumn,
  filter:
    | {
        eq?: string | null;
        in?: string[] | null;
        contains?: string | null;
        startsWith?: string | null;
        isNull?: boolean | null;
      }
    | null
    | undefined,
): Condition[] {
  if (!filter) return [];
  return [
    ...(filter.eq == null ? [] : [eb(column, '=', filter.eq)]),
    ...(filter.in ? [eb(column, 'in', ['', ...filter.in])] : []),
    ...(filter.contains ? [like(column, `%${escaped(filter.contains)}%`)] : []),
    ...(filter.startsWith ? [like(column, `${escaped(filter.startsWith)}%`)] : []),
    ...nullCondition(eb, column, filter.isNull),
  ];
}

/** The conditions of a code filter; `complete` adds the official writing of a short one. */
export function codeConditions(
  eb: CustomerBuilder,
  column: CodeColumn,
  filter: { eq?: string | null; in?: string[] | null; isNull?: boolean | null } | null | undefined,
  complete: (text: string) => string | undefined = () => undefined,
): Condition[] {
  if (!filter) return [];
  const writings = (code: string) => [code, complete(code) ?? code];
  return [
    ...(filter.eq == null ? [] : [eb(column, 'in', [...new Set(writings(filter.eq))])]),
    // An empty list matches nothing, and no code is empty.
    ...(filter.in ? [eb(column, 'in', ['', ...filter.in.flatMap(writings)])] : []),
    ...nullCondition(eb, column, filter.isNull),
  ];
}

/** The conditions of an instant filter. */
export function instantConditions(
  eb: CustomerBuilder,
  column: 'customer.created_at' | 'customer.updated_at',
  filter: { gte?: number | null; lte?: number | null } | null | undefined,
): Condition[] {
  if (!filter) return [];
  return [
    ...(filter.gte == null ? [] : [eb(column, '>=', filter.gte)]),
    ...(filter.lte == null ? [] : [eb(column, '<=', filter.lte)]),
  ];
}

function nullCondition(
  eb: CustomerBuilder,
  column: TextColumn | CodeColumn,
  isNull: boolean | null | undefined,
): Condition[] {
  if (isNull == null) return [];
  return [isNull ? eb(column, 'is', null) : eb(column, 'is not', null)];
}

// Both engines are told the escape sign: SQLite has none by default. Letters compare without case, as people expect.
function like(column: TextColumn, pattern: string): Condition {
  return sql<SqlBool>`lower(${sql.ref(column)}) like ${pattern.toLowerCase()} escape '!'`;
}

function escaped(text: string): string {
  return text.replaceAll(/[!%_]/g, (sign) => `!${sign}`);
}
