import type { Ctx } from '../../platform/context/context.ts';
import { applyPurchaseLines, hasOrders, reservePurchases, retractPurchases } from '../../modules/activity/index.ts';
import {
  applyIncoming,
  createCustomer,
  ensureSource,
  reserveIncoming,
  reserveStep,
  retractImport,
  tagCustomers,
  updateCustomer,
  withdrawCustomers,
  withoutRecords,
} from '../../modules/customer/index.ts';
import { splitCustomer } from '../../modules/identity/index.ts';
import { recordConsents } from '../../modules/privacy/index.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import type { ImportedRow } from './steps.fixture.ts';

/** An installation in which a history takes place. */
export interface World {
  readonly app: TestApp;
  readonly ctx: Ctx;
  /** Keys of sources and tags. */
  readonly sources: readonly number[];
  readonly tags: readonly number[];
}

/** Makes a world; worlds with the same clock have the same times. */
export async function createWorld(clock: { at: number }): Promise<World> {
  const app = await createTestApp({ now: () => clock.at });
  const ctx = app.ctxFor('DATA_STEWARD');
  const sources = [];
  for (const code of ['crm', 'shop']) sources.push((await ensureSource(ctx, { code, name: code })).id);
  const tags = [];
  for (const name of ['VIP', '老客户', '门店']) {
    const { tagCreate } = await app.data(
      ctx,
      'mutation ($n: String!) { tagCreate(input: { name: $n }) { tag { id } } }',
      {
        n: name,
      },
    );
    tags.push(app.services.publicIds.decode('tag', tagCreate.tag.id) ?? 0);
  }
  return { app, ctx, sources, tags };
}

/** Customers in the order in which they came to be, with their state. */
export async function customersIn({ ctx }: World): Promise<{ id: number; number: string; status: string }[]> {
  return await ctx.db.read.selectFrom('customer').select(['id', 'number', 'status']).orderBy('number').execute();
}

/** The records that count and were collected for a customer, with what makes them what they are in any world. */
export async function recordsFor({ ctx, sources }: World, id: number): Promise<{ id: number; key: string }[]> {
  const rows = await ctx.db.read
    .selectFrom('source_record')
    .select(['id', 'source_id', 'external_id', 'recorded_from'])
    .where('customer_id', '=', id)
    .where('subject_id', '=', id)
    .where('retracted', '=', 0)
    .orderBy('recorded_from')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    key: `${row.recorded_from} ${sources.indexOf(row.source_id)} ${row.external_id}`,
  }));
}

/** What one step does in one world, whoever is merged there. */
export const deeds = {
  async create({ ctx }: World, name: string, phone: string): Promise<void> {
    await createCustomer(ctx, { kind: 'PERSON', name, contactPoints: [{ type: 'PHONE', value: phone }] } as never);
  },
  async edit({ ctx }: World, id: number, field: string, value: string): Promise<void> {
    const { version } = await ctx.db.read
      .selectFrom('customer')
      .select('version')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    await updateCustomer(ctx, id, version, { [field]: value });
  },
  async import(world: World, source: number, importId: number, rows: readonly ImportedRow[]): Promise<void> {
    const { ctx, sources } = world;
    const records = rows.map(({ key, name, phone, jobTitle, tag }, line) => ({
      line,
      externalId: `K${key}`,
      document: {
        fields: {
          ...(name === undefined ? {} : { NAME: { value: name } }),
          ...(jobTitle === undefined ? {} : { JOB_TITLE: { value: jobTitle } }),
        },
        ...(phone === undefined ? {} : { contactPoints: [{ type: 'PHONE' as const, value: phone, matchKey: phone }] }),
        ...(tag === undefined ? {} : { tags: [['VIP', '老客户', '门店'][tag] ?? ''] }),
      },
    }));
    const reserved = await reserveIncoming(ctx, records);
    await ctx.db.transaction(async (trx) => {
      await applyIncoming(trx, reserved, {
        sourceId: sources[source] ?? 0,
        channel: 'FILE',
        importId,
        actorId: 1,
        at: ctx.now(),
        mode: 'CREATE_AND_UPDATE',
        keys: [],
        records,
        numberPatterns: [],
        dryRun: false,
      });
    });
    reserved.release();
  },
  async purchase(world: World, source: number, importId: number, key: number, order: number, pieces: number) {
    const { ctx, sources } = world;
    const sourceId = sources[source] ?? 0;
    const known = await ctx.db.read
      .selectFrom('source_record')
      .select(['customer_id', 'subject_id'])
      .where('current_key', '=', `${sourceId}:K${key}`)
      .executeTakeFirst();
    if (known) await buy(world, { importId, sourceId, ...known, order: `${source}-${order}`, pieces });
  },
  async split({ ctx }: World, id: number, recordId: number): Promise<void> {
    await splitCustomer(ctx, { customer: { id, field: [] }, recordIds: [recordId], orderIds: [] });
  },
  async order(world: World, id: number, order: string): Promise<void> {
    await buy(world, { importId: null, sourceId: world.sources[0] ?? 0, customer_id: id, order, pieces: 1 });
  },
  async undo({ ctx }: World, importId: number): Promise<void> {
    const withdrawIdle = async (trx: Parameters<typeof withdrawCustomers>[0], bare: readonly number[]) => {
      const busy = await hasOrders(trx, bare);
      await withdrawCustomers(
        trx,
        bare.filter((id) => !busy.has(id)),
        ctx.now(),
      );
    };
    await ctx.db.transaction(async (trx) => {
      const { customerIds } = await retractPurchases(ctx, trx, importId, null);
      await withdrawIdle(trx, await withoutRecords(trx, customerIds));
    });
    const reserved = await reserveStep(ctx, 50);
    await ctx.db.transaction(async (trx) => {
      const step = { importId, afterCustomerId: 0, limit: 50, at: ctx.now(), ...reserved };
      await withdrawIdle(trx, (await retractImport(trx, step)).bare);
    });
  },
  async tag({ ctx, tags }: World, id: number, tag: number): Promise<void> {
    await tagCustomers(ctx, [id], { add: [tags[tag] ?? 0], remove: [] });
  },
  async consent({ ctx }: World, id: number, decision: 'GRANTED' | 'DENIED' | 'WITHDRAWN', decidedAt: number) {
    await ctx.db.ids.ensure(4);
    await ctx.db.transaction(
      async (trx) =>
        await recordConsents(trx, ctx, [
          {
            customerId: id,
            subjectId: id,
            purpose: 'MARKETING',
            fields: ['ALL'],
            basis: 'CONSENT',
            decision,
            evidence: { kind: 'PAPER', text: 'form' },
            decidedAt,
          },
        ]),
    );
  },
  async archive({ ctx, app }: World, id: number): Promise<void> {
    const { customer } = await app.data(ctx, 'query ($id: ID!) { customer(id: $id) { id version } }', {
      id: ctx.publicIds.encode('cus', id),
    });
    await app.data(
      ctx,
      'mutation ($id: ID!, $version: String!) { customerArchive(id: $id, version: $version) { userErrors { code } } }',
      customer,
    );
  },
};

async function buy(
  { ctx }: World,
  of: {
    importId: number | null;
    sourceId: number;
    customer_id: number;
    subject_id?: number;
    order: string;
    pieces: number;
  },
): Promise<void> {
  const reserved = await reservePurchases(ctx, 1);
  const line = {
    line: 1,
    customerId: of.customer_id,
    subjectId: of.subject_id,
    orderNumber: of.order,
    lineKey: '1',
    placedAt: 1_000,
    quantity: of.pieces * 10_000,
    unitPrice: 10_000,
  };
  const batch = { sourceId: of.sourceId, importId: of.importId, at: ctx.now(), currency: 'CNY', lines: [line] };
  await ctx.db.transaction(async (trx) => await applyPurchaseLines(ctx, trx, reserved, batch));
}
