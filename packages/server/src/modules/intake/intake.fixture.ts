import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { SYSTEM } from '../../platform/context/actor.ts';
import type { Ctx } from '../../platform/context/context.ts';
import type { JobDefinition } from '../../platform/jobs/define-job.ts';
import { startJobRunner } from '../../platform/jobs/job-runner.ts';
import { openContacts, openDocuments } from '../customer/index.ts';
import { receiveFile } from './files/receive-file.ts';
import { startImport } from './run/control-import.ts';
import { createImport, type CreateImportInput } from './run/create-import.ts';
import { getImport, type ImportRecord } from './run/import.repository.ts';
import type { ImportState } from './run/import-state.ts';

const LONGEST_WAIT_MS = 60_000;

/** Brings a text in as a file. */
export async function upload(ctx: Ctx, content: string | Buffer, name = 'file.csv'): Promise<number> {
  const file = await receiveFile(ctx, Readable.from([Buffer.from(content)]), { name });
  return file.id;
}

/** Runs the queue until an import is in a state. */
export async function waitFor(
  ctx: Ctx,
  definitions: readonly JobDefinition[],
  id: number,
  ...states: ImportState[]
): Promise<ImportRecord> {
  const runner = startJobRunner({
    services: ctx,
    definitions,
    actorOf: async () => ({ actor: SYSTEM, locale: 'en' }),
    pollMs: 10,
  });
  try {
    for (const end = Date.now() + LONGEST_WAIT_MS; Date.now() < end;) {
      const record = await getImport(ctx.db.read, id);
      if (states.includes(record.state)) return record;
      if (record.state === 'FAILED') throw new Error(`the import failed: ${record.problem}`);
      await sleep(10);
    }
    throw new Error(`the import did not become ${states.join(' or ')}`);
  } finally {
    await runner.stop();
  }
}

/** Imports a text from beginning to end. */
export async function importText(
  ctx: Ctx,
  definitions: readonly JobDefinition[],
  content: string | Buffer,
  input: Omit<CreateImportInput, 'fileId'>,
): Promise<ImportRecord> {
  const id = await createImport(ctx, { ...input, fileId: await upload(ctx, content) });
  await startImport(ctx, id);
  return await waitFor(ctx, definitions, id, 'DONE');
}

/**
 * A digest of everything that imports made and a person can see, without keys, customer numbers and times of recording: equal
 * for two databases that hold the same.
 */
export async function contentDigest(ctx: Ctx): Promise<string> {
  const { db } = ctx;
  const customers = await db.read
    .selectFrom('customer')
    .select(['id', 'name', 'kind', 'gender', 'birth_date', 'province', 'city', 'status', 'completeness'])
    .execute();
  const records = await db.read
    .selectFrom('source_record')
    .select(['customer_id', 'id', 'subject_id', 'external_id', 'line_number', 'retracted', 'sealed'])
    .execute();
  const points = await db.read
    .selectFrom('contact_point')
    .select(['customer_id', 'id', 'subject_id', 'type', 'is_primary', 'sealed'])
    .execute();
  const orders = await db.read
    .selectFrom('purchase_order')
    .select(['id', 'customer_id', 'number', 'currency', 'placed_at', 'total', 'line_count', 'retracted'])
    .execute();
  const lines = await db.read
    .selectFrom('order_line')
    .select(['order_id', 'line_key', 'quantity', 'unit_price', 'amount', 'kind', 'placed_at', 'retracted'])
    .execute();
  const recordsOf = textsByCustomer(await openDocuments(ctx, 'TEST', records));
  const pointsOf = textsByCustomer(await openContacts(ctx, 'TEST', points));
  const nameOf = new Map<number, string>([[0, 'nobody']]);
  const shown = customers.map(({ id, ...customer }) => {
    const text = JSON.stringify([Object.values(customer), recordsOf.get(id) ?? [], pointsOf.get(id) ?? []]);
    nameOf.set(id, text);
    return text;
  });
  const linesOf = Map.groupBy(lines, ({ order_id }) => order_id);
  const bought = orders.map(({ id, customer_id, ...order }) =>
    JSON.stringify([
      Object.values(order),
      nameOf.get(customer_id),
      (linesOf.get(id) ?? []).map(({ order_id: _order, ...line }) => JSON.stringify(Object.values(line))).toSorted(),
    ]),
  );
  return createHash('sha256').update(shown.toSorted().join('\n')).update(bought.toSorted().join('\n')).digest('hex');
}

function textsByCustomer(
  rows: readonly { customer_id: number; id: number; subject_id: number }[],
): Map<number, string[]> {
  const texts = new Map<number, string[]>();
  for (const { customer_id, id: _id, subject_id: _subject, ...row } of rows) {
    const text = JSON.stringify(Object.values(row));
    texts.set(customer_id, [...(texts.get(customer_id) ?? []), text].toSorted());
  }
  return texts;
}
