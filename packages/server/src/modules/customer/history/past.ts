import type { Ctx } from '../../../platform/context/context.ts';
import type { Row } from '../../../platform/database/tables.ts';
import { type CustodyOperation, findOperations, subjectsAt } from '../../custody/index.ts';
import { allRuleSets, compileSet, ruleSetAt, type RuleSetRow } from '../rules/rule-sets.ts';
import { readSources, type SourceRow } from '../source/sources.ts';
import { chooseGolden, type Golden } from '../survivorship/choose.ts';
import { foldRecords, type RecordInForce } from '../survivorship/fold-records.ts';
import { type PastRecords, readPastRecords, recordsAt, wasMergedAt } from './past-records.ts';

/** Everything that the record of a customer ever came from. */
export interface Past {
  readonly records: PastRecords;
  readonly createdAt: number;
  readonly number: string;
  /** What it is if no source says so. */
  readonly kind: string;
  readonly ruleSets: readonly RuleSetRow[];
  readonly sources: readonly SourceRow[];
  readonly tagChanges: readonly (Row<'tag_change'> & { readonly name: string })[];
  readonly statusChanges: readonly Row<'status_change'>[];
  /** The merges, un-merges and splits by which records came or went. */
  readonly operations: readonly Pick<CustodyOperation, 'at' | 'kind' | 'actorId'>[];
}

/** What was known of a customer at an instant. */
export interface Known {
  readonly golden: Golden;
  /** Names, sorted. */
  readonly tags: readonly string[];
  readonly status: string;
}

/** Reads the past of a customer whom the actor sees, with a fixed number of statements; undefined for one that there is not. */
export async function readPast(ctx: Ctx, customerId: number): Promise<Past | undefined> {
  const { read } = ctx.db;
  const customer = await read
    .selectFrom('customer')
    .select(['created_at', 'number', 'kind'])
    .where('id', '=', customerId)
    .executeTakeFirst();
  if (!customer) return undefined;
  const records = await readPastRecords(ctx, customerId);
  const tagChanges = await read
    .selectFrom('tag_change')
    .innerJoin('tag', 'tag.id', 'tag_change.tag_id')
    .selectAll('tag_change')
    .select('tag.name')
    .where('tag_change.customer_id', 'in', [...records.subjects])
    .orderBy('at')
    .execute();
  const statusChanges = await read
    .selectFrom('status_change')
    .selectAll()
    .where('customer_id', '=', customerId)
    .orderBy('at')
    .execute();
  return {
    records,
    createdAt: customer.created_at,
    number: customer.number,
    kind: customer.kind,
    ruleSets: await allRuleSets(read),
    sources: await readSources(read),
    tagChanges,
    statusChanges,
    operations: await operationsBehind(ctx, records),
  };
}

async function operationsBehind(ctx: Ctx, { custody, moves }: PastRecords): Promise<CustodyOperation[]> {
  const ids = [
    ...custody.flatMap(({ operation_id, ended_by }) => [operation_id, ...(ended_by === null ? [] : [ended_by])]),
    ...moves.map(({ operationId }) => operationId),
  ];
  return await findOperations(ctx.db.read, [...new Set(ids)]);
}

/**
 * What was known at an instant: the records that counted then, without some, chosen by the rules in force then; undefined before the
 * customer was.
 */
export function knownAt(past: Past, at: number, without: ReadonlySet<number | undefined> = NONE): Known | undefined {
  if (at < past.createdAt) return undefined;
  const records = recordsAt(past.records, at).filter(({ id }) => !without.has(id));
  const golden = chooseGolden(records, compileSet(past.sources, ruleSetAt(past.ruleSets, at)?.document));
  return { golden, tags: tagsAt(past, records, at), status: statusAt(past, at) };
}

const NONE: ReadonlySet<never> = new Set();

/**
 * The tags at an instant: of the customer and of those who were part of it then, what staff said last of each, or else what sources said;
 * what staff said of the customer itself counts before all.
 */
function tagsAt(
  { tagChanges, records: { customerId, custody } }: Past,
  records: readonly RecordInForce[],
  at: number,
): string[] {
  const subjects = subjectsAt(custody, customerId, at);
  const shown = new Set<string>();
  const lastOf = (subject: number) =>
    new Map(
      tagChanges
        .filter((change) => change.customer_id === subject && change.at <= at)
        .map((one) => [one.name, one.is_on]),
    );
  for (const subject of subjects.toSorted((a, b) => Number(a === customerId) - Number(b === customerId))) {
    const last = lastOf(subject);
    const own = foldRecords(records.filter(({ subjectId }) => subjectId === subject));
    for (const name of own.flatMap(({ tags }) => tags.map(({ fact }) => fact)))
      if (last.get(name) !== 0) shown.add(name);
    for (const [name, isOn] of last) {
      if (isOn === 1) shown.add(name);
      else if (subject === customerId) shown.delete(name);
    }
  }
  return [...shown].toSorted();
}

/** The status at an instant. */
function statusAt({ statusChanges, records }: Past, at: number): string {
  if (wasMergedAt(records, at)) return 'MERGED';
  return statusChanges.findLast((change) => change.at <= at)?.status ?? 'ACTIVE';
}
