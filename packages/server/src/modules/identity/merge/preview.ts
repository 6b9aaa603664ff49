import type { Ctx } from '../../../platform/context/context.ts';
import { untilReady } from '../../../platform/database/not-ready.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { heldBy, type MovedCounts, shownAs } from '../../custody/index.ts';
import {
  beginSeals,
  foresee,
  type ForeseenField,
  readForeseeing,
  type RecordInForce,
  recordsOf,
} from '../../customer/index.ts';
import { countCarried } from './carry-over.ts';
import { type Conflict, conflictsOf } from './conflicts.ts';
import { type LaterThing, decided, type GoesTo } from './later-things.ts';
import { checkParties, type Party, requireParty, requireStates } from './parties.ts';
import { readHeld } from './read-later.ts';

/** What a merge would come to. */
export interface ForeseenMerge {
  readonly survivorId: number;
  readonly fields: readonly ForeseenField[];
  readonly conflicts: readonly Conflict[];
  readonly moved: MovedCounts;
}

/** What taking things out of a customer would come to. */
export interface ForeseenParting {
  readonly survivorId: number;
  /** 0 for one who does not exist yet. */
  readonly customerId: number;
  /** What the one would show who stays. */
  readonly survivor: readonly ForeseenField[];
  /** What the one would show who goes. */
  readonly released: readonly ForeseenField[];
  readonly things: readonly LaterThing[];
}

/** Looks what merging these customers would come to. Refuses as the merge does, but for KIND_DIFFERS, which is a conflict that it shows. */
export async function foreseeMerge(ctx: Ctx, survivor: Party, customers: readonly Party[]): Promise<ForeseenMerge> {
  const parties = checkParties(survivor, customers);
  for (const party of parties) await requireParty(ctx.db.read, ctx, party);
  const ids = parties.map(({ id }) => id);
  const rows = await ctx.db.read
    .selectFrom('customer')
    .select(['id', 'status', 'kind'])
    .where('id', 'in', ids)
    .execute();
  requireStates(new Map(rows.map((row) => [row.id, row])), survivor, customers);
  const records = await allRecords(ctx, ids);
  const held = await heldBy(ctx.db.read, ids);
  const subjects = new Set([...ids, ...[...held.values()].flat()]);
  const from = await readForeseeing(ctx.db.read, ids, records);
  return {
    survivorId: survivor.id,
    fields: foresee(survivor.id, subjects, from),
    conflicts: conflictsOf(rows, records, (subject) => ownerOf(held, subject)),
    moved: await countCarried(
      ctx.db.read,
      customers.map(({ id }) => ({ from: id, to: survivor.id, subjects: [id, ...(held.get(id) ?? [])] })),
    ),
  };
}

/** Looks what giving a customer back would come to. Refuses NOT_FOUND, NOT_ALLOWED, WRONG_STATE. */
export async function foreseeUnmerge(
  ctx: Ctx,
  customerId: number,
  decisions: ReadonlyMap<number, GoesTo>,
): Promise<ForeseenParting> {
  const survivorId = (await shownAs(ctx.db.read, [customerId]))(customerId);
  await requireParty(ctx.db.read, ctx, { id: survivorId, field: ['customerId'] });
  const seals = await beginSeals(ctx, 'MERGE_PREVIEW');
  const held = await untilReady(async () => await readHeld(ctx.db.read, customerId, seals));
  if (!held) return refuse('WRONG_STATE', ['customerId']);
  const things = decided(held.things, decisions);
  const leaving = new Set(
    things.flatMap(({ kind, key, goesTo }) => (kind === 'RECORD' && goesTo === 'RELEASED' ? [key] : [])),
  );
  const isTheirs = ({ id, subjectId }: RecordInForce) => held.subjects.includes(subjectId) || leaving.has(id);
  return {
    survivorId,
    customerId,
    things,
    ...(await foreseeParting(ctx, {
      survivorId,
      customerId,
      subjects: held.subjects,
      records: held.records,
      isTheirs,
    })),
  };
}

/** What both would show, where some records are another's. */
export async function foreseeParting(
  ctx: Ctx,
  of: {
    readonly survivorId: number;
    readonly customerId: number;
    /** Who goes along with the one who goes. */
    readonly subjects: readonly number[];
    readonly records: readonly RecordInForce[];
    readonly isTheirs: (record: RecordInForce) => boolean;
  },
): Promise<Pick<ForeseenParting, 'survivor' | 'released'>> {
  const { survivorId, customerId, subjects, isTheirs } = of;
  const from = await readForeseeing(ctx.db.read, [survivorId], of.records);
  // What turns out to be theirs is sealed, and folded, as their own word.
  const theirs = of.records
    .filter(isTheirs)
    .map((record) => (subjects.includes(record.subjectId) ? record : { ...record, subjectId: customerId }));
  const others = of.records.filter((record) => !isTheirs(record));
  return {
    survivor: foresee(survivorId, new Set(others.map(({ subjectId }) => subjectId)).add(survivorId), {
      ...from,
      records: others,
    }),
    released: foresee(customerId, new Set([customerId, ...subjects]), { ...from, records: theirs }),
  };
}

/** All that is said about these customers. */
export async function allRecords(ctx: Ctx, customerIds: readonly number[]): Promise<RecordInForce[]> {
  const seals = await beginSeals(ctx, 'MERGE_PREVIEW');
  if (customerIds.length > 0) {
    // All keys at once: what only some lack would be got one customer after the other, and given up after a few.
    const subjects = await ctx.db.read
      .selectFrom('source_record')
      .select('subject_id')
      .distinct()
      .where('customer_id', 'in', [...customerIds])
      .execute();
    await seals.load(subjects.map((row) => row.subject_id));
  }
  const parts = await untilReady(
    async () => await Promise.all(customerIds.map(async (id) => await recordsOf(ctx.db.read, id, seals))),
  );
  return parts.flat();
}

function ownerOf(held: ReadonlyMap<number, readonly number[]>, subject: number): number {
  return [...held].find(([, members]) => members.includes(subject))?.[0] ?? subject;
}
