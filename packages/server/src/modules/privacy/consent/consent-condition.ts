import { codesCovering, type Purpose } from '@dossier/shared/privacy';
import {
  type AliasedExpression,
  type Expression,
  type ExpressionBuilder,
  expressionBuilder,
  sql,
  type SqlBool,
} from 'kysely';
import type { Tables } from '../../../platform/database/tables.ts';

/** Where a row has what its customer consented to; see {@link consentedColumn}. */
export const CONSENTED_COLUMN = 'consentedFields';

/** A use of customer data that needs a yes. */
export interface ConsentNeed {
  readonly purpose: Purpose;
  /** The partner app that is to get it; 0 is ourselves. A yes to one recipient is none to another. */
  readonly recipientId: number;
  /** The fields to be used; all of them must be covered. */
  readonly fields: readonly string[];
}

/**
 * The customers of a query who said yes to a use and still do, as a condition on their key: belongs into the statement that
 * reads them, so that a withdrawal counts from the next statement on. Without any decision, and after the end of one, it is no.
 *
 * @param customerKey the column that holds the customer's key
 * @param now the instant (ms) at which consents must not have ended
 */
export function consentCondition<DB extends Tables, TB extends keyof DB>(
  eb: ExpressionBuilder<DB, TB>,
  need: ConsentNeed,
  now: number,
  customerKey = 'customer.id',
): Expression<SqlBool> {
  // The condition is about our own tables, whichever others the query has.
  const on = eb as unknown as ExpressionBuilder<Tables, never>;
  let standing = standingYes(on, need, now, customerKey).select('consent.entry_id');
  for (const codes of coveringCodes(need.fields)) {
    standing = standing.where('consent.field_set_id', 'in', (one) =>
      one.selectFrom('field_set_code as covering').select('covering.field_set_id').where('covering.code', 'in', codes),
    );
  }
  return on.exists(standing);
}

/** The codes of what the customer of a row said yes to, as one text for `codesOf`: a column beside {@link consentCondition}. */
export function consentedColumn(
  need: Omit<ConsentNeed, 'fields'>,
  now: number,
): AliasedExpression<string, typeof CONSENTED_COLUMN> {
  const codes = standingYes(expressionBuilder<Tables, never>(), need, now, 'customer.id')
    .innerJoin('field_set as consented', 'consented.id', 'consent.field_set_id')
    .select('consented.codes');
  return sql<string>`${codes}`.as(CONSENTED_COLUMN);
}

function standingYes(
  on: ExpressionBuilder<Tables, never>,
  need: Omit<ConsentNeed, 'fields'>,
  now: number,
  customerKey: string,
) {
  return on
    .selectFrom('consent_current as consent')
    .whereRef('consent.customer_id', '=', on.ref(customerKey as never))
    .where('consent.purpose', '=', need.purpose)
    .where('consent.recipient_id', '=', need.recipientId)
    .where('consent.decision', '=', 'GRANTED')
    .where((one) => one.or([one('consent.expires_at', 'is', null), one('consent.expires_at', '>', now)]));
}

/** For each field the codes that cover it; fields whose lists are the same are asked for once. */
function coveringCodes(fields: readonly string[]): readonly (readonly string[])[] {
  return [...new Map(fields.map((field) => [field, codesCovering(field)])).values()];
}
