import { queryTokens, type TokenTerm } from '@dossier/shared/search';
import { type Expression, type SqlBool } from 'kysely';
import type { CustomerBuilder } from './customer-builder.ts';

/** Greater than any text that begins with what it is put behind. */
const LAST = '\u{10FFFF}';

/** Customers whose name tokens have all terms of at least one reading of the text; nobody for a text without letters. */
export function tokenCondition(eb: CustomerBuilder, text: string): Expression<SqlBool> {
  return eb.or(queryTokens(text).map((terms) => eb.and(terms.map((term) => hasToken(eb, term)))));
}

/** The bounds of the tokens that a term means: the first, and the first that is too great. */
export function boundsOf(term: TokenTerm): { from: string; to: string } {
  return { from: term.token, to: term.token + LAST };
}

function hasToken(eb: CustomerBuilder, term: TokenTerm): Expression<SqlBool> {
  const tokens = eb.selectFrom('search_token').select('search_token.customer_id');
  const { from, to } = boundsOf(term);
  const matching =
    term.match === 'EQUALS'
      ? tokens.where('search_token.token', '=', from)
      : tokens.where('search_token.token', '>=', from).where('search_token.token', '<', to);
  return eb('customer.id', 'in', matching);
}
