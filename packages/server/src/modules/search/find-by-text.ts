import { matchesName, nameTokens, queryTokens, type TokenTerm } from '@dossier/shared/search';
import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import type { Ctx } from '../../platform/context/context.ts';
import { readRows } from '../../platform/database/read-rows.ts';
import type { Tables } from '../../platform/database/tables.ts';
import { type Page, pageRequest, type PageRequest, toPage } from '../../platform/graphql/connection.ts';
import {
  type Customer,
  type CustomerColumn,
  customerFields,
  grantedCondition,
  levelColumn,
  selectionOf,
} from '../customer/index.ts';
import { filterCondition } from './filter-condition.ts';
import type { CustomerListArgs } from './list-customers.ts';
import { exactKeys } from './exact-keys.ts';
import { readingsOf } from './text-condition.ts';
import { boundsOf } from './token-condition.ts';

/** Tokens looked at for one page at most, when the rarer parts of a long query have to be checked one by one. */
const MOST_LOOKED_AT = 20_000;
const AT_ONCE = 200;

type Row = Customer & { place: readonly [string, string | number, number] };

/**
 * A page of the customers that a typed text means, best first: those with this very number, phone, last four digits,
 * address or id, then those with it in their name (any part, Chinese, pinyin, initials).
 */
export async function findByText(
  ctx: Ctx,
  args: CustomerListArgs & { search: string },
  columns: readonly CustomerColumn[],
): Promise<Page<Customer>> {
  const request = pageRequest(ctx, `search/${args.search}`, args);
  const readings = await readingsOf(ctx, args.search);
  const condition = await filterCondition(ctx, args.filter);
  const wanted = [...new Set<CustomerColumn>([...columns, 'key', 'name'])];
  const searched = grantedCondition(ctx, 'PERSONAL', 'SEARCH');
  const byName = searched ? expressionBuilder<Tables, 'customer'>().and([condition, searched]) : condition;
  const exact = await exactKeys(ctx, readings);
  const [phase, , passed] = request.after ?? ['exact', 0, 0];

  const rows: Row[] = [];
  if (phase === 'exact')
    rows.push(...(await exactRows(ctx, exact, Number(passed), request.first + 1, wanted, condition)));
  // A name that may not be read is not found by, anywhere.
  const isSearched = ctx.actor.grants.reach('PERSONAL', 'SEARCH').length > 0;
  const name = isSearched ? readings.find((reading) => reading.kind === 'NAME') : undefined;
  if (rows.length <= request.first && name)
    rows.push(
      ...(await nameRows(ctx, name.text, new Set(exact), request, wanted, byName, request.first + 1 - rows.length)),
    );
  return toPage(ctx, request, rows, ({ place }) => place);
}

// Whose personal values may be seen is read with the row, where it depends on the row.
function levels(ctx: Ctx) {
  const level = levelColumn(ctx);
  return level ? [level] : [];
}

async function exactRows(
  ctx: Ctx,
  exact: readonly number[],
  passed: number,
  count: number,
  columns: readonly CustomerColumn[],
  condition: Expression<SqlBool>,
): Promise<Row[]> {
  const rest = exact.slice(passed);
  if (rest.length === 0) return [];
  const query = ctx.db.read
    .selectFrom('customer')
    .select([...selectionOf(columns), ...levels(ctx)])
    .where('customer.id', 'in', rest)
    .where(condition);
  // The select list is built from a constant; its row is the type's own columns.
  const rows = (await readRows(ctx.db, query, customerFields)) as unknown as Customer[];
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return rest
    .flatMap((key, position) => {
      const row = byKey.get(key);
      return row ? [Object.assign(row, { place: ['exact', '', passed + position + 1] as const })] : [];
    })
    .slice(0, count);
}

async function nameRows(
  ctx: Ctx,
  text: string,
  exact: ReadonlySet<number>,
  request: PageRequest,
  columns: readonly CustomerColumn[],
  condition: Expression<SqlBool>,
  count: number,
): Promise<Row[]> {
  const alternatives = queryTokens(text).map(leadingTerm);
  const [phase, token, id] = request.after ?? ['exact', '', 0];
  const isContinued = phase === 'name';
  const first = isContinued
    ? Math.max(
        0,
        alternatives.findIndex((term) => String(token).startsWith(term.token)),
      )
    : 0;
  const rows: Row[] = [];
  for (const [position, term] of alternatives.slice(first).entries()) {
    let after: readonly [string, number] = isContinued && position === 0 ? [String(token), Number(id)] : ['', 0];
    // Mostly all of them have the whole text in their name: more are read only when they have not.
    for (let seen = 0, size = count; rows.length < count && seen < MOST_LOOKED_AT; size = Math.max(AT_ONCE, count)) {
      const batch = await tokenRows(ctx, term, after, size, columns, condition);
      for (const row of batch) {
        after = [String(row.place[1]), row.place[2]];
        if (rows.length >= count || exact.has(row.key) || row.name === null) continue;
        if (isFirstToken(row.name, String(row.place[1]), term) && matchesName(row.name, text)) rows.push(row);
      }
      seen += batch.length;
      if (batch.length < size) break;
    }
  }
  return rows;
}

/** Several tokens of one name may lie in the range of a beginning: the customer is shown at the first of them only. */
function isFirstToken(name: string, token: string, term: TokenTerm): boolean {
  if (term.match === 'EQUALS') return true;
  return !nameTokens(name).some((other) => other < token && other.startsWith(term.token));
}

/** The term that lets the fewest customers through: a pair of characters before a single one, a longer beginning before a shorter. */
function leadingTerm(terms: readonly TokenTerm[]): TokenTerm {
  const [best] = terms.toSorted((a, b) => worth(b) - worth(a));
  if (!best) throw new Error('an alternative has at least one term');
  return best;
}

function worth({ match, token }: TokenTerm): number {
  return (match === 'EQUALS' ? 10 : 0) + token.length;
}

async function tokenRows(
  ctx: Ctx,
  term: TokenTerm,
  after: readonly [string, number],
  count: number,
  columns: readonly CustomerColumn[],
  condition: Expression<SqlBool>,
): Promise<Row[]> {
  const { from, to } = boundsOf(term);
  const [token, id] = after;
  let query = ctx.db.read
    .selectFrom('search_token')
    .innerJoin('customer', 'customer.id', 'search_token.customer_id')
    .select([...selectionOf(columns), ...levels(ctx), 'search_token.token as token'])
    .where(condition);
  if (term.match === 'EQUALS') {
    query = query.where('search_token.token', '=', from).orderBy('search_token.customer_id', 'desc');
    if (id > 0) query = query.where('search_token.customer_id', '<', id);
  } else {
    query = query.where('search_token.token', '>=', token === '' ? from : token).where('search_token.token', '<', to);
    if (token !== '')
      query = query.where((eb) =>
        eb.or([eb('search_token.token', '>', token), eb('search_token.customer_id', '>', id)]),
      );
    query = query.orderBy('search_token.token').orderBy('search_token.customer_id');
  }
  // As above.
  const rows = (await readRows(ctx.db, query.limit(count), customerFields)) as unknown as (Customer & {
    token: string;
  })[];
  return rows.map((row) => Object.assign(row, { place: ['name', row.token, row.key] as const }));
}
