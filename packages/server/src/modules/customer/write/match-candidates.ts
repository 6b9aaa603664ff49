import { foldName } from '@dossier/shared/standardise';
import type { BlindIndex } from '../../../platform/crypto/blind-index/blind-index.ts';
import type { Queryable } from '../../../platform/database/tables.ts';
import type { IncomingBatch, IncomingRecord, MatchField } from '../incoming.ts';
import { KEPT_STATUSES } from '../scope/kept-statuses.ts';
import { nameSort } from './golden-row.ts';
import { keyValues, matchValues } from './match-values.ts';

const CONTACT_FIELDS: readonly MatchField[] = ['PHONE', 'EMAIL', 'WECHAT'];

interface Candidate {
  readonly customerId: number;
  readonly number: string;
  readonly name: string | null;
  readonly birthDate: string | null;
  readonly field: MatchField | undefined;
  readonly matchKey: string | undefined;
}

/** An existing customer whom an exact key of a record fits. */
export interface KnownCustomer {
  readonly customerId: number;
  /** Its customer number. */
  readonly number: string;
}

/**
 * Finds existing customers by the batch's exact keys with at most three statements, and returns the look-up from a record
 * to the customers that have all fields of some key in common with it, oldest first.
 */
export async function loadCandidates(
  database: Queryable,
  batch: Pick<IncomingBatch, 'keys' | 'records'>,
  blind: BlindIndex,
): Promise<(record: IncomingRecord) => readonly KnownCustomer[]> {
  if (batch.keys.length === 0) return () => [];
  const candidates = [
    ...(await byContactPoint(database, batch, blind)),
    ...(await byIdentifier(database, batch, blind)),
    ...(await byName(database, batch)),
  ];
  const index = new Map<string, KnownCustomer[]>();
  const factsOf = new Map<number, Candidate[]>();
  for (const candidate of candidates) {
    const known = factsOf.get(candidate.customerId);
    if (known) known.push(candidate);
    else factsOf.set(candidate.customerId, [candidate]);
  }
  for (const [customerId, facts] of factsOf) {
    const customer = { customerId, number: facts[0]?.number ?? '' };
    for (const key of batch.keys) {
      for (const value of candidateKeyValues(facts, key)) {
        const same = index.get(value);
        if (same) same.push(customer);
        else index.set(value, [customer]);
      }
    }
  }
  return (record) => {
    const found = batch.keys.flatMap((key) => keyValues(record, key).flatMap((value) => index.get(value) ?? []));
    return found.length < 2 ? found : [...new Set(found)].toSorted((a, b) => a.customerId - b.customerId);
  };
}

function candidateKeyValues(facts: readonly Candidate[], key: readonly MatchField[]): string[] {
  let combined = [key.join('+')];
  for (const field of key) {
    const values = new Set(facts.flatMap((fact) => valuesOf(fact, field)));
    combined = combined.flatMap((prefix) => [...values].map((value) => `${prefix}|${value}`));
  }
  return combined;
}

function valuesOf(fact: Candidate, field: MatchField): string[] {
  if (field === 'NAME') return fact.name === null ? [] : [foldName(fact.name)];
  if (field === 'BIRTH_DATE') return fact.birthDate === null ? [] : [fact.birthDate];
  return fact.field === field && fact.matchKey !== undefined ? [fact.matchKey] : [];
}

async function byContactPoint(
  database: Queryable,
  batch: Pick<IncomingBatch, 'keys' | 'records'>,
  blind: BlindIndex,
): Promise<Candidate[]> {
  const fields = fieldsIn(batch, (field) => CONTACT_FIELDS.includes(field));
  const wanted = wantedEntries(batch, fields, blind);
  if (wanted.size === 0) return [];
  const rows = await database
    .selectFrom('contact_point')
    .innerJoin('customer', 'customer.id', 'contact_point.customer_id')
    .select([
      'customer.id as id',
      'customer.number as number',
      'customer.name as name',
      'customer.birth_date as birth_date',
      'contact_point.type as type',
      'contact_point.match_key as match_key',
    ])
    .where('contact_point.match_key', 'in', [...wanted.keys()])
    .where('customer.status', 'in', KEPT_STATUSES)
    .execute();
  return rows.map((row) => toCandidate(row, wanted));
}

async function byIdentifier(
  database: Queryable,
  batch: Pick<IncomingBatch, 'keys' | 'records'>,
  blind: BlindIndex,
): Promise<Candidate[]> {
  const fields = fieldsIn(
    batch,
    (field) => !CONTACT_FIELDS.includes(field) && field !== 'NAME' && field !== 'BIRTH_DATE',
  );
  const wanted = wantedEntries(batch, fields, blind);
  if (wanted.size === 0) return [];
  const rows = await database
    .selectFrom('identifier')
    .innerJoin('customer', 'customer.id', 'identifier.customer_id')
    .select([
      'customer.id as id',
      'customer.number as number',
      'customer.name as name',
      'customer.birth_date as birth_date',
      'identifier.type as type',
      'identifier.match_key as match_key',
    ])
    .where('identifier.match_key', 'in', [...wanted.keys()])
    .where('customer.status', 'in', KEPT_STATUSES)
    .execute();
  return rows.map((row) => toCandidate(row, wanted));
}

/** Only for keys made of name and birth date alone: others find their candidates by contact point or identifier. */
async function byName(database: Queryable, batch: Pick<IncomingBatch, 'keys' | 'records'>): Promise<Candidate[]> {
  if (!batch.keys.some((key) => key.every((field) => field === 'NAME' || field === 'BIRTH_DATE'))) return [];
  const names = batch.records.flatMap(({ document }) => {
    const name = document.fields.NAME?.value;
    return name ? [nameSort(name, document.fields.KIND?.value ?? 'PERSON')] : [];
  });
  if (names.length === 0) return [];
  const rows = await database
    .selectFrom('customer')
    .select(['id', 'number', 'name', 'birth_date'])
    .where('status', 'in', KEPT_STATUSES)
    .where('name_sort', 'in', [...new Set(names)])
    .execute();
  return rows.map((row) => ({
    customerId: row.id,
    number: row.number,
    name: row.name,
    birthDate: row.birth_date,
    field: undefined,
    matchKey: undefined,
  }));
}

function fieldsIn(batch: Pick<IncomingBatch, 'keys'>, isWanted: (field: MatchField) => boolean): MatchField[] {
  return [...new Set(batch.keys.flat().filter(isWanted))];
}

/** The entries of the blind index to look for, with the value that each stands for. */
function wantedEntries(
  batch: Pick<IncomingBatch, 'records'>,
  fields: readonly MatchField[],
  blind: BlindIndex,
): Map<string, string> {
  const wanted = new Map<string, string>();
  for (const field of fields) {
    const values = new Set(batch.records.flatMap((record) => matchValues(record, field)));
    for (const value of values) for (const entry of blind.candidatesOf(field, value)) wanted.set(entry, value);
  }
  return wanted;
}

function toCandidate(
  row: {
    id: number;
    number: string;
    name: string | null;
    birth_date: string | null;
    type: string;
    match_key: string | null;
  },
  wanted: ReadonlyMap<string, string>,
): Candidate {
  return {
    customerId: row.id,
    number: row.number,
    name: row.name,
    birthDate: row.birth_date,
    // Types of contact points and identifiers are match fields but for OTHER, which no key asks for.
    field: row.type as MatchField,
    matchKey: row.match_key === null ? undefined : wanted.get(row.match_key),
  };
}
