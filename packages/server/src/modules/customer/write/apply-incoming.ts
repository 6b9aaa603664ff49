import type { Ctx } from '../../../platform/context/context.ts';
import { TransactionConflict } from '../../../platform/database/engine-errors.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import type { IncomingBatch, IncomingOutcome, IncomingRecord, ReservedIncoming, ReservedKeys } from '../incoming.ts';
import { numbersOf } from '../number/numbers.ts';
import { claimSubjects } from '../sealed/new-subjects.ts';
import { rowsOf } from '../sealed/preseal.ts';
import { type PresealedBatch, useSealedAhead } from '../sealed/sealed-ahead.ts';
import { beginSeals } from '../sealed/seals.ts';

import { loadRules } from '../source/sources.ts';
import { packDocument } from '../source/pack-record.ts';
import { chooseGolden } from '../survivorship/choose.ts';
import { NO_RULES } from '../survivorship/rules.ts';
import { type RecordInForce, threadOf } from '../survivorship/fold-records.ts';
import { ensureTags } from '../tag/ensure-tags.ts';
import { type Heard, isOfSeveral, settleDiscrepancies } from '../discrepancy/settle-discrepancies.ts';
import { loadStates, newState, type CustomerState } from './customer-state.ts';
import { type Draft, outcomesOf } from './draft.ts';
import { isAgainstMode, type Recognition, recognise } from './recognise.ts';
import { type CustomerChange, planChange } from './write-changes.ts';
import { writeDrafts } from './write-drafts.ts';

/**
 * Takes the keys and numbers that a batch can need, and what its values are sealed with. Call before its transaction begins,
 * and `release` after it.
 */
export async function reserveIncoming(
  ctx: Ctx,
  records: readonly IncomingRecord[],
  ahead?: PresealedBatch,
): Promise<ReservedIncoming> {
  const settings = await ctx.settings();
  const items = records.reduce(
    (sum, record) => sum + (ahead ? 0 : rowsOf(record)) + (record.document.tags ?? []).length,
    0,
  );
  const nextId = await ctx.db.ids.claim(items);
  const numbers = await numbersOf(ctx.db).claim(records.length, {
    pattern: settings.numberPattern,
    at: ctx.now(),
    timeZone: settings.timeZone,
  });
  if (ahead) {
    const { seals, ownKeys, release: giveBack } = await useSealedAhead(ctx, PURPOSE, records, ahead);
    const nextCustomer = () => {
      throw new Error('every record that was sealed ahead has a customer of its own');
    };
    const release = () => {
      numbers.release();
      giveBack();
    };
    return { nextId, nextCustomer, nextNumber: numbers.next, seals, ownKeys, release };
  }
  const seals = await beginSeals(ctx, PURPOSE);
  const customers = await claimSubjects(ctx, seals, records.length);
  const release = () => {
    numbers.release();
    customers.release();
  };
  return { nextId, nextCustomer: customers.next, nextNumber: numbers.next, seals, release };
}

const PURPOSE = 'INCOMING';

/**
 * Recognises, creates and updates the customers of a batch in the caller's transaction: a fixed number of statements
 * whatever the batch holds. See {@link IncomingBatch}.
 */
export async function applyIncoming(
  trx: Trx,
  reserved: ReservedKeys,
  batch: IncomingBatch,
): Promise<IncomingOutcome[]> {
  const recognised = await recognise(trx, batch, reserved.seals.index);
  const existingIds = [...recognised.values()].flatMap((found) =>
    found.kind === 'existing' ? [found.customerId] : [],
  );
  if (!batch.dryRun) await lockRows(trx, 'customer', [...new Set(existingIds)]);
  const states = await loadStates(trx, existingIds, reserved.seals);
  // Merged into another since it was recognised: look again from the start.
  if ([...states.values()].some(({ row }) => row.status === 'MERGED'))
    throw new TransactionConflict(new Error('a customer of the batch was just merged'));
  // What the customers' other records say is chosen from as well.
  const spoken = [...batch.records, ...[...states.values()].flatMap(({ records }) => records)];
  const tagIdOf = await ensureTags(trx, {
    names: spoken.flatMap(({ document }) => document.tags ?? []),
    at: batch.at,
    nextId: reserved.nextId,
    dryRun: batch.dryRun,
  });

  const drafts = draftCustomers(batch, reserved, recognised, states);
  const rules = drafts.every(isAlone) ? NO_RULES : await loadRules(trx);
  const changes: CustomerChange[] = [];
  const outcomeOf = new Map<IncomingRecord, IncomingOutcome>();
  for (const draft of drafts) {
    const { records } = heardOf(draft);
    const change = planChange({ ...draft.state, records }, chooseGolden(records, rules), {
      isNew: draft.isNew,
      at: batch.at,
      nextId: draft.nextId,
      tagIdOf,
    });
    changes.push(change);
    for (const { incoming, outcome } of outcomesOf(draft, change, rules, batch.dryRun))
      outcomeOf.set(incoming, outcome);
  }
  if (!batch.dryRun) {
    await writeDrafts(trx, batch, drafts, changes, reserved.seals);
    await settleDiscrepancies(
      trx,
      drafts
        .filter((draft) => !isAlone(draft))
        .map(heardOf)
        .filter(isOfSeveral),
      batch.at,
    );
  }
  return batch.records.map(
    (incoming) => outcomeOf.get(incoming) ?? rejection(batch, incoming, recognised.get(incoming)),
  );
}

function heardOf({ state, added }: Draft): Heard {
  return { customerId: state.row.id, records: [...state.records, ...added.map(({ record }) => record)] };
}

function isAlone({ isNew, added }: Draft): boolean {
  return isNew && added.length === 1;
}

function draftCustomers(
  batch: IncomingBatch,
  reserved: ReservedKeys,
  recognised: ReadonlyMap<IncomingRecord, Recognition>,
  states: ReadonlyMap<number, CustomerState>,
): Draft[] {
  const drafts = new Map<IncomingRecord | number, Draft>();
  for (const incoming of batch.records) {
    const found = recognised.get(incoming);
    if (!found || found.kind === 'refused' || isAgainstMode(batch, found)) continue;
    const key = draftKey(incoming, found);
    const own = reserved.ownKeys?.(incoming);
    const nextId = own ? () => own.nextId() ?? reserved.nextId() : reserved.nextId;
    const recordId = nextId();
    let draft = drafts.get(key);
    if (!draft) {
      const existing = found.kind === 'existing' ? states.get(found.customerId) : undefined;
      const state =
        existing ??
        newState({ id: own?.takeCustomer() ?? reserved.nextCustomer(), number: reserved.nextNumber(), at: batch.at });
      draft = { state, isNew: existing === undefined, nextId, added: [], repeated: [] };
      drafts.set(key, draft);
    }
    const record: RecordInForce = {
      id: recordId,
      subjectId: (found.kind === 'existing' ? found.subjectId : undefined) ?? draft.state.row.subject_id,
      sourceId: batch.sourceId,
      externalId: incoming.externalId ?? null,
      importId: batch.importId,
      recordedFrom: batch.at,
      document: incoming.document,
    };
    if (!isRepeated(draft, record)) draft.added.push({ incoming, record });
    else draft.repeated.push({ incoming, record });
  }
  return [...drafts.values()];
}

/** A file that names a customer on many lines says the same again and again: one record of it is enough. */
function isRepeated({ state, added }: Draft, record: RecordInForce): boolean {
  const said = [...state.records, ...added.map((other) => other.record)].filter(
    (other) => other.importId !== null && other.importId === record.importId && threadOf(other) === threadOf(record),
  );
  if (said.length === 0) return false;
  const packed = packDocument(record.document);
  return said.some(({ document }) => packDocument(document) === packed);
}

function draftKey(incoming: IncomingRecord, found: Recognition): IncomingRecord | number {
  if (found.kind === 'existing') return found.customerId;
  return found.kind === 'same-as' ? found.record : incoming;
}

function rejection(batch: IncomingBatch, { line }: IncomingRecord, found: Recognition | undefined): IncomingOutcome {
  const rejected = { line, outcome: 'rejected', customerId: 0 } as const;
  if (found?.kind === 'refused')
    return { ...rejected, code: found.code, ...(found.params && { params: found.params }) };
  return { ...rejected, code: batch.mode === 'CREATE_ONLY' ? 'EXISTS' : 'MISSING' };
}
