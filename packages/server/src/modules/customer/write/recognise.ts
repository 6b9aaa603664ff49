import type { BlindIndex } from '../../../platform/crypto/blind-index/blind-index.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { shownAs } from '../../custody/index.ts';
import type { IncomingBatch, IncomingRecord, RecognitionCode } from '../incoming.ts';
import { readTypedNumber } from '../number/number-patterns.ts';
import { loadCandidates } from './match-candidates.ts';
import { keyValues } from './match-values.ts';

/** Customers that a sentence about an ambiguous record names at most. */
const MOST_NAMED = 5;

/** Whom a record is about: an existing customer, another record of the batch that creates one, or why it is refused. */
export type Recognition =
  | {
      readonly kind: 'existing';
      readonly customerId: number;
      /** For whom it is recorded, where the record's own key says: somebody who was merged into that customer. */
      readonly subjectId?: number | undefined;
    }
  /** The first record of the batch about this new customer. */
  | { readonly kind: 'new' }
  | { readonly kind: 'same-as'; readonly record: IncomingRecord }
  | { readonly kind: 'refused'; readonly code: RecognitionCode; readonly params?: Readonly<Record<string, string>> };

/** Whom a key of a record leads to: the customer shown, and for whom it was collected. */
interface KnownSubject {
  readonly customerId: number;
  readonly subjectId: number;
}

/** A customer that the batch creates or knows already. */
interface Group {
  readonly recognition: Recognition;
  /** Its number, when it has one already. */
  readonly number: string | undefined;
  /** The source's own key that this customer has, once it has one. */
  externalId: string | undefined;
}

/**
 * Recognises the customers of a batch by, in this order: customer number, the source's own key, the exact keys
 * configured. Exact keys that lead to several customers refuse the record (AMBIGUOUS): these may be duplicates of each
 * other, but a file does not decide that.
 *
 * To a source, two of its keys are two customers: an exact key never joins a record to a customer that has another key
 * of the same source. What a record of the batch says of a customer counts for the records behind it, so the result does
 * not depend on how a file is cut into batches.
 */
export async function recognise(
  trx: Trx,
  batch: IncomingBatch,
  blind: BlindIndex,
): Promise<Map<IncomingRecord, Recognition>> {
  const byNumber = await customersByNumber(trx, batch);
  const byExternalId = await customersByExternalId(trx, batch);
  const candidatesOf = await loadCandidates(trx, batch, blind);
  const candidateIds = batch.records.flatMap((record) => candidatesOf(record).map(({ customerId }) => customerId));
  const externalIds = await externalIdsOf(trx, batch, candidateIds);
  const knownGroups = new Map<number, Group>();
  const groupsByIdentity = new Map<string, Group[]>();
  const recognised = new Map<IncomingRecord, Recognition>();

  function groupOf(customerId: number, number?: string): Group {
    const before = knownGroups.get(customerId);
    if (before) return before;
    const group = {
      recognition: { kind: 'existing', customerId },
      number,
      externalId: externalIds.get(customerId),
    } as const;
    knownGroups.set(customerId, group);
    return group;
  }
  function fitting(record: IncomingRecord): Group[] {
    const known = candidatesOf(record).map(({ customerId, number }) => groupOf(customerId, number));
    const inBatch = identitiesOf(record, batch.keys).flatMap((identity) => groupsByIdentity.get(identity) ?? []);
    if (known.length + inBatch.length === 0) return [];
    return [...new Set([...known, ...inBatch])].filter((group) => isOpenTo(record, group));
  }
  function groupFor(record: IncomingRecord): Group | Recognition {
    const { number, externalId } = record;
    if (number !== undefined) {
      const found = byNumber(number);
      return typeof found === 'object' ? groupOf(found.customerId) : { kind: 'refused', code: found };
    }
    const own = externalId === undefined ? undefined : byExternalId.get(externalId);
    if (own !== undefined) return groupOf(own.customerId);
    const ownInBatch = externalId === undefined ? undefined : groupsByIdentity.get(ownIdentity(externalId))?.[0];
    if (ownInBatch) return ownInBatch;
    const [one, ...others] = fitting(record);
    if (!one) return { recognition: { kind: 'same-as', record }, number: undefined, externalId: undefined };
    return others.length === 0 ? one : ambiguous([one, ...others]);
  }

  /** Whose word it is within a customer that others were merged into: their own keys still say so. */
  function subjectOf({ number, externalId }: IncomingRecord, customerId: number): number | undefined {
    const own = externalId === undefined ? undefined : byExternalId.get(externalId);
    if (own?.customerId === customerId) return own.subjectId;
    const named = number === undefined ? undefined : byNumber(number);
    return typeof named === 'object' && named.customerId === customerId ? named.subjectId : undefined;
  }

  for (const record of batch.records) {
    const group = groupFor(record);
    if ('kind' in group) {
      recognised.set(record, group);
      continue;
    }
    const isFirst = group.recognition.kind === 'same-as' && group.recognition.record === record;
    const known = group.recognition.kind === 'existing' ? group.recognition : undefined;
    const recognition: Recognition = isFirst
      ? { kind: 'new' }
      : known
        ? { ...known, subjectId: subjectOf(record, known.customerId) }
        : group.recognition;
    recognised.set(record, recognition);
    // What is not taken over says nothing about the customer to the records behind it.
    if (isAgainstMode(batch, recognition)) continue;
    group.externalId ??= record.externalId;
    const own = record.externalId === undefined ? [] : [ownIdentity(record.externalId)];
    for (const identity of [...own, ...identitiesOf(record, batch.keys)]) {
      const same = groupsByIdentity.get(identity);
      if (!same) groupsByIdentity.set(identity, [group]);
      else if (!same.includes(group)) same.push(group);
    }
  }
  return recognised;
}

/** Whether the batch's mode refuses a record about this customer. */
export function isAgainstMode({ mode }: IncomingBatch, { kind }: Recognition): boolean {
  if (mode === 'CREATE_ONLY') return kind !== 'new';
  if (mode === 'UPDATE_ONLY') return kind !== 'existing';
  return false;
}

function isOpenTo(record: IncomingRecord, { externalId }: Group): boolean {
  return record.externalId === undefined || externalId === undefined || externalId === record.externalId;
}

function ambiguous(groups: readonly Group[]): Recognition {
  const numbers = groups.flatMap(({ number }) => number ?? []);
  const customers = numbers.length > MOST_NAMED ? [...numbers.slice(0, MOST_NAMED), '…'] : numbers;
  return { kind: 'refused', code: 'AMBIGUOUS', params: { customers: customers.join(', ') } };
}

function ownIdentity(externalId: string): string {
  return `id:${externalId}`;
}

/** What makes two records of one batch fit the same customer. */
function identitiesOf(record: IncomingRecord, keys: IncomingBatch['keys']): string[] {
  return keys.flatMap((key) => keyValues(record, key));
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

/** The look-up from a typed customer number to the customer, or to why there is none. */
async function customersByNumber(
  trx: Trx,
  batch: IncomingBatch,
): Promise<(typed: string) => KnownSubject | RecognitionCode> {
  const numbers = batch.records.flatMap(({ number }) => (number === undefined ? [] : [number]));
  if (numbers.length === 0) return () => 'NUMBER_UNKNOWN';
  const readings = new Map(numbers.map((number) => [number, readTypedNumber(batch.numberPatterns, number)]));
  const wanted = [...new Set([...readings.values()].flatMap(({ writings }) => writings))];
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
  const found = new Map([...retired, ...current].map(({ id, number }) => [number, id]));
  const shown = await shownAs(trx, [...found.values()]);
  const elsewhere = [...found.values()].filter((id) => shown(id) !== id);
  const withdrawn = await withdrawnAmong(trx, elsewhere.map(shown));
  return (typed) => {
    const reading = readings.get(typed);
    const writing = reading?.writings.find((written) => found.has(written));
    const subjectId = writing === undefined ? undefined : found.get(writing);
    if (subjectId !== undefined && !withdrawn.has(shown(subjectId))) return { customerId: shown(subjectId), subjectId };
    return reading?.isMistyped ? 'NUMBER_MISTYPED' : 'NUMBER_UNKNOWN';
  };
}

/** Who was withdrawn among those that a merged customer's number leads to. */
async function withdrawnAmong(trx: Trx, ids: readonly number[]): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set();
  const rows = await trx
    .selectFrom('customer')
    .select('id')
    .where('id', 'in', [...new Set(ids)])
    .where('status', '=', 'WITHDRAWN')
    .execute();
  return new Set(rows.map(({ id }) => id));
}

async function customersByExternalId(trx: Trx, batch: IncomingBatch): Promise<Map<string, KnownSubject>> {
  const ids = batch.records.flatMap(({ externalId }) => (externalId === undefined ? [] : [externalId]));
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('source_record')
    .select(['external_id', 'customer_id', 'subject_id'])
    .where(
      'current_key',
      'in',
      [...new Set(ids)].map((id) => currentKey(batch.sourceId, id)),
    )
    .execute();
  return new Map(
    rows.flatMap(({ external_id, customer_id: customerId, subject_id: subjectId }) =>
      external_id === null ? [] : [[external_id, { customerId, subjectId }] as const],
    ),
  );
}

/** What is unique among the newest records of each source's keys. */
export function currentKey(sourceId: number, externalId: string): string {
  return `${sourceId}:${externalId}`;
}
