import { numberPattern, plainNumber, writtenNumber } from '@dossier/shared/customer-number';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import type { IncomingBatch, IncomingRecord } from '../incoming.ts';
import { loadCandidates } from './match-candidates.ts';
import { keyValues } from './match-values.ts';

/** Whom a record is about: an existing customer, another record of the batch that creates one, or why it is refused. */
export type Recognition =
  | { readonly kind: 'existing'; readonly customerId: number }
  /** The first record of the batch about this new customer. */
  | { readonly kind: 'new' }
  | { readonly kind: 'same-as'; readonly record: IncomingRecord }
  | { readonly kind: 'refused'; readonly code: string };

/** A customer that the batch is about to create, or an existing one it has already recognised. */
interface Group {
  readonly recognition: Recognition;
  /** The source's own key that this customer has, once it has one. */
  externalId: string | undefined;
}

/**
 * Recognises the customers of a batch by, in this order: customer number, the source's own key, the exact keys
 * configured. Several existing customers under one exact key: the oldest is taken, they are duplicates of each other.
 *
 * To a source, two of its keys are two customers: an exact key never joins a record to a customer that has another key
 * of the same source. The result does not depend on how a file is cut into batches.
 */
export async function recognise(ctx: Ctx, trx: Trx, batch: IncomingBatch): Promise<Map<IncomingRecord, Recognition>> {
  const byNumber = await customersByNumber(ctx, trx, batch);
  const byExternalId = await customersByExternalId(trx, batch);
  const candidatesOf = await loadCandidates(trx, batch);
  const externalIds = await externalIdsOf(trx, batch, batch.records.flatMap(candidatesOf));
  const groups = new Map<string, Group>();
  const recognised = new Map<IncomingRecord, Recognition>();

  function isOpenTo(record: IncomingRecord, externalId: string | undefined): boolean {
    return record.externalId === undefined || externalId === undefined || externalId === record.externalId;
  }
  function existing(record: IncomingRecord): number | undefined {
    const own = record.externalId === undefined ? undefined : byExternalId.get(record.externalId);
    return own ?? candidatesOf(record).find((customerId) => isOpenTo(record, externalIds.get(customerId)));
  }

  for (const record of batch.records) {
    if (record.number !== undefined) {
      const customerId = byNumber.get(plainNumber(record.number));
      recognised.set(
        record,
        customerId === undefined ? { kind: 'refused', code: 'NUMBER_UNKNOWN' } : { kind: 'existing', customerId },
      );
      continue;
    }
    const customerId = existing(record);
    if (customerId !== undefined) {
      if (record.externalId !== undefined) externalIds.set(customerId, record.externalId);
      recognised.set(record, { kind: 'existing', customerId });
      continue;
    }
    const identities = identitiesOf(record, batch.keys);
    const earlier = identities
      .map((identity) => groups.get(identity))
      .find((group) => group !== undefined && isOpenTo(record, group.externalId));
    recognised.set(record, earlier?.recognition ?? { kind: 'new' });
    const group: Group = earlier ?? { recognition: { kind: 'same-as', record }, externalId: undefined };
    group.externalId ??= record.externalId;
    for (const identity of identities) if (!groups.has(identity)) groups.set(identity, group);
  }
  return recognised;
}

/** What makes two records of one batch be about the same customer. */
function identitiesOf(record: IncomingRecord, keys: IncomingBatch['keys']): string[] {
  const own = record.externalId === undefined ? [] : [`id:${record.externalId}`];
  return [...own, ...keys.flatMap((key) => keyValues(record, key))];
}

/** The key of this source that each candidate has already. */
async function externalIdsOf(
  trx: Trx,
  batch: IncomingBatch,
  customerIds: readonly number[],
): Promise<Map<number, string>> {
  if (customerIds.length === 0 || batch.records.every(({ externalId }) => externalId === undefined)) return new Map();
  const rows = await trx
    .selectFrom('source_record')
    .select(['customer_id', 'external_id'])
    .where('customer_id', 'in', [...new Set(customerIds)])
    .where('source_id', '=', batch.sourceId)
    .where('current_key', 'is not', null)
    .execute();
  return new Map(
    rows.flatMap((row) => (row.external_id === null ? [] : [[row.customer_id, row.external_id] as const])),
  );
}

async function customersByNumber(ctx: Ctx, trx: Trx, batch: IncomingBatch): Promise<Map<string, number>> {
  const numbers = batch.records.flatMap(({ number }) => (number === undefined ? [] : [number]));
  if (numbers.length === 0) return new Map();
  // Stored with the separators of the pattern they were made by; typed with or without.
  const pattern = numberPattern((await ctx.settings()).numberPattern);
  const typed = numbers.flatMap((number) => {
    const plain = plainNumber(number);
    return [number.trim(), plain, writtenNumber(pattern, plain)];
  });
  const wanted = [...new Set(typed)];
  const current = await trx
    .selectFrom('customer')
    .select(['id', 'number'])
    .where('number', 'in', wanted)
    .where('status', '<>', 'WITHDRAWN')
    .execute();
  const retired = await trx
    .selectFrom('number_alias')
    .innerJoin('customer', 'customer.number', 'number_alias.successor')
    .select(['customer.id as id', 'number_alias.number as number'])
    .where('number_alias.number', 'in', wanted)
    .execute();
  return new Map([...retired, ...current].map(({ id, number }) => [plainNumber(number), id]));
}

async function customersByExternalId(trx: Trx, batch: IncomingBatch): Promise<Map<string, number>> {
  const ids = batch.records.flatMap(({ externalId }) => (externalId === undefined ? [] : [externalId]));
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('source_record')
    .select(['external_id', 'customer_id'])
    .where(
      'current_key',
      'in',
      [...new Set(ids)].map((id) => currentKey(batch.sourceId, id)),
    )
    .execute();
  return new Map(
    rows.flatMap((row) => (row.external_id === null ? [] : [[row.external_id, row.customer_id] as const])),
  );
}

/** What is unique among the newest records of each source's keys. */
export function currentKey(sourceId: number, externalId: string): string {
  return `${sourceId}:${externalId}`;
}
