import type { Ctx } from '../../../platform/context/context.ts';
import { type Customer, findCustomers, statementsOf } from '../../customer/index.ts';
import { withoutFillers } from '../fillers/fillers.ts';
import { explainPair, type FieldWeight, pairWeigher, probabilityOf } from '../model/model.ts';
import type { MatchRecord } from '../record/match-record.ts';
import { toMatchRecord, type Said } from '../record/to-match-record.ts';
import { RECOGNITION } from '../batch/read-records.ts';
import { grantedAmong, retrieve } from './retrieve.ts';
import { loadModel } from './stored-scorer.ts';

/** Somebody as a form describes them. */
export interface Described {
  readonly kind: MatchRecord['kind'];
  readonly name: string | undefined;
  readonly said: Said;
  /** The customer being edited, who is no duplicate of itself. */
  readonly excludeId: number | undefined;
}

/** A customer who may be the one described. */
export interface Candidate {
  readonly customer: Customer;
  /** Bits. */
  readonly weight: number;
  readonly fields: readonly FieldWeight[];
}

/** Below this a candidate is not worth a look. */
const LEAST_CHANCE = 0.05;
const MOST_SHOWN = 10;

/**
 * Customers who may be the one described, the likeliest first, weighed as the last run over all customers learned it. Undefined before
 * there was a run. Only values that the actor may search by take part.
 */
export async function findCandidates(ctx: Ctx, described: Described): Promise<Candidate[] | undefined> {
  const { kind, name, said, excludeId } = described;
  const stored = await loadModel(ctx, kind);
  if (stored === undefined) return undefined;
  const { model, fillers } = stored;
  const asked = withoutFillers(toMatchRecord(0, kind, [said]), fillers);
  const ids = (await retrieve(ctx, name, asked)).filter((id) => id !== excludeId);
  const personal = await grantedAmong(ctx, ids, 'PERSONAL', 'FILTER_EQ');
  const documents = await grantedAmong(ctx, ids, 'SENSITIVE', 'LOOK_UP');
  const rows = await ctx.db.read
    .selectFrom('customer')
    .select(['id', 'kind'])
    .where('id', 'in', ids.length === 0 ? [0] : ids)
    .where('kind', '=', kind)
    .execute();
  const weightOf = pairWeigher(model);
  const likely = (await statementsOf(ctx, RECOGNITION, rows))
    .map(({ id, statements }) => searchable(toMatchRecord(id, kind, statements), personal, documents))
    .map((record) => withoutFillers(record, fillers))
    .map((record) => ({ record, weight: weightOf(asked, record), fields: explainPair(model, asked, record) }))
    .filter(({ weight, fields }) => probabilityOf(weight) >= LEAST_CHANCE || fields.some(isTelling))
    .toSorted((x, y) => y.weight - x.weight || x.record.id - y.record.id)
    .slice(0, MOST_SHOWN);
  const customers = new Map(
    (
      await findCustomers(
        ctx,
        likely.map(({ record }) => record.id),
      )
    ).map((customer) => [customer.key, customer]),
  );
  return likely.flatMap(({ record, weight, fields }) => {
    const customer = customers.get(record.id);
    return customer ? [{ customer, weight, fields }] : [];
  });
}

/** Who has the same phone, address or document is shown however small the chance: mostly a relative, but people want to know. */
function isTelling({ field, level }: FieldWeight): boolean {
  return level === 'EXACT' && (field === 'PHONE' || field === 'EMAIL' || field === 'IDENTIFIER');
}

/** What of a customer the actor may search by: what they may not, the weight would tell. */
function searchable(record: MatchRecord, personal: ReadonlySet<number>, documents: ReadonlySet<number>): MatchRecord {
  const shown = personal.has(record.id) ? record : toMatchRecord(record.id, record.kind, []);
  return { ...shown, identifiers: documents.has(record.id) ? record.identifiers : [] };
}
