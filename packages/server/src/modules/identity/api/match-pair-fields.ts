import type { Ctx } from '../../../platform/context/context.ts';
import { withFields } from '../../../platform/graphql/resolved.ts';
import { customerLoader } from '../../customer/index.ts';
import { loadUser, toUser } from '../../access/index.ts';
import type { ExplainedField } from '../compare/comparison.ts';
import { probabilityOf } from '../model/model.ts';
import { isOfDocuments, weighsDocuments, weightColumn } from '../review/document-weight.ts';
import type { PairRow } from '../review/pairs.repository.ts';
import type { Verdict } from '../review/decisions.ts';
import type { PackedField } from '../run/write-pairs.ts';
import type { MatchPair } from './match.type.ts';

const THOUSANDTHS = 1_000;

const pairFields: Pick<MatchPair, 'id' | 'customer' | 'other' | 'decidedBy'> & ThisType<MatchPair> = {
  id(_args, ctx) {
    return ctx.publicIds.encode('mpr', this.key);
  },
  async customer(_args, ctx) {
    return await ctx.once(customerLoader).load(this.customerKey);
  },
  async other(_args, ctx) {
    return await ctx.once(customerLoader).load(this.otherKey);
  },
  async decidedBy(_args, ctx) {
    const user = this.actorKey === null ? undefined : await loadUser(ctx, this.actorKey);
    return user ? toUser(ctx, user) : null;
  },
};

/** Stored pairs as the API shows it. */
export function toMatchPairs(ctx: Ctx, rows: readonly PairRow[]): MatchPair[] {
  return withFields(
    rows.map((row) => readRow(ctx, row)),
    pairFields,
  );
}

function readRow(ctx: Ctx, row: PairRow) {
  const isShown = ([field]: PackedField) => weighsDocuments(ctx) || !isOfDocuments(field);
  // `writePairs` writes it.
  const fields = (JSON.parse(row.fields) as PackedField[]).filter(isShown);
  const weight = row[weightColumn(ctx)] / THOUSANDTHS;
  const said = fields.map(([field, level, bits, rarity]) => ({
    // Only names of fields are packed.
    field: field as ExplainedField,
    level,
    weight: bits / THOUSANDTHS,
    rarity: rarity / THOUSANDTHS,
  }));
  return {
    key: row.id,
    customerKey: row.customer_id,
    otherKey: row.other_id,
    actorKey: row.decided_by,
    weight,
    probability: probabilityOf(weight),
    priorWeight: weight - said.reduce((sum, one) => sum + one.weight, 0),
    fields: said,
    // The column holds nothing else.
    state: row.state as Verdict,
    decidedAt: row.decided_at,
    reason: row.reason,
  };
}
