import * as fc from 'fast-check';
import { CUSTOMER_FIELDS } from '@dossier/shared/facts';
import { DATA_CLASSES } from '@dossier/shared/access';
import { CONSENT_DECISIONS, PURPOSES } from '@dossier/shared/privacy';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestContext, TEST_NOW } from '../../../platform/testing/test-context.ts';
import { createTestDatabase, type TestDatabase } from '../../../platform/testing/test-database.ts';
import { consentCondition } from './consent-condition.ts';
import { decision, standingRows } from './consent.fixture.ts';
import { consentsOf } from './consent.loader.ts';
import { consentVerdict } from './consent-verdict.ts';
import { rebuildConsents } from './rebuild-consents.ts';
import { compareWithLedger, repointConsents } from './refold-consents.ts';
import { type NewConsent, recordConsents } from './record-consents.ts';

const RUNS = 60;
const CUSTOMERS = [1, 2, 3];
const NOTHING = { put: [], removed: [] };

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(async () => await test.drop());
beforeEach(clear);

async function clear(): Promise<void> {
  await test.db.transaction(async (trx) => {
    for (const table of ['consent_entry', 'consent_current'] as const) await trx.deleteFrom(table).execute();
  });
}

const fieldCodes = fc.uniqueArray(fc.constantFrom('ALL', ...DATA_CLASSES, 'PHONE', 'EMAIL', 'IDENTIFIER', 'NAME'), {
  minLength: 1,
  maxLength: 3,
});
const anyDecision: fc.Arbitrary<NewConsent> = fc
  .record({
    customerId: fc.constantFrom(...CUSTOMERS),
    // Few of each, so that rows meet.
    purpose: fc.constantFrom(...PURPOSES.codes.slice(0, 2)),
    recipientId: fc.constantFrom(0, 77),
    fields: fieldCodes,
    decision: fc.constantFrom(...CONSENT_DECISIONS.codes),
    decidedAt: fc.integer({ min: -3, max: 0 }).map((days) => TEST_NOW + days * 86_400_000),
    expiresAt: fc.option(fc.constantFrom(TEST_NOW - 1, TEST_NOW, TEST_NOW + 1), { nil: null }),
  })
  .map(({ customerId, ...more }) => decision(customerId, more));
const anyLedger = fc.array(fc.array(anyDecision, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 5 });

async function write(batches: readonly (readonly NewConsent[])[]): Promise<number[]> {
  const ctx = createTestContext(test);
  const keys: number[] = [];
  for (const batch of batches) {
    await ctx.db.ids.ensure(batch.length * 2);
    keys.push(...(await ctx.db.transaction(async (trx) => await recordConsents(trx, ctx, batch))));
  }
  return keys;
}

describe('what stands', () => {
  it('is the fold of the ledger, in whatever order and batches the rows come', async () => {
    await fc.assert(
      fc.asyncProperty(anyLedger, async (batches) => {
        await clear();
        const keys = await write(batches);
        // The fold, said once more and differently: sorted, the last one of each key is left.
        const last = new Map(
          batches
            .flat()
            .map((row, place) => ({ row, entry: keys[place] ?? 0 }))
            .toSorted((a, b) => (a.row.decidedAt ?? 0) - (b.row.decidedAt ?? 0) || a.entry - b.entry)
            .map(({ row, entry }) => [`${row.customerId} ${row.purpose} ${row.recipientId}`, { row, entry }]),
        );
        const shown = await standingRows(test.db);
        expect(shown).toEqual(
          [...last]
            .toSorted(([a], [b]) => (a < b ? -1 : 1))
            .map(([, { row, entry }]) => ({
              customer_id: row.customerId,
              purpose: row.purpose,
              recipient_id: row.recipientId,
              entry_id: entry,
              decision: row.decision,
              decided_at: row.decidedAt,
              codes: [...row.fields].toSorted().join(','),
            })),
        );
      }),
      { numRuns: RUNS },
    );
  });

  it('answers a query as the verdict does one by one', async () => {
    const need = fc.record({
      purpose: fc.constantFrom(...PURPOSES.codes.slice(0, 2)),
      recipientId: fc.constantFrom(0, 77),
      fields: fc.uniqueArray(fc.constantFrom(...CUSTOMER_FIELDS, 'CUSTOM_X'), { maxLength: 3 }),
    });
    await test.db.transaction(async (trx) => {
      for (const id of CUSTOMERS)
        await trx.insertInto('search_token').values({ token: 'anyone', customer_id: id }).execute();
    });
    const ctx = createTestContext(test);
    await fc.assert(
      fc.asyncProperty(anyLedger, fc.array(need, { minLength: 1, maxLength: 4 }), async (batches, needs) => {
        await clear();
        await write(batches);
        const standing = await consentsOf(ctx, CUSTOMERS);
        for (const one of needs) {
          const found = await test.db.read
            .selectFrom('search_token as customer')
            .select('customer.customer_id')
            .where('token', '=', 'anyone')
            .where((eb) => consentCondition(eb, one, TEST_NOW, 'customer.customer_id'))
            .orderBy('customer.customer_id')
            .execute();
          expect(found.map(({ customer_id }) => customer_id)).toEqual(
            CUSTOMERS.filter((id) => consentVerdict(standing.get(id) ?? [], one, TEST_NOW) === 'CONSENT_GRANTED'),
          );
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('follows its subjects from customer to customer', async () => {
    const moves = fc.array(fc.record({ subject: fc.constantFrom(...CUSTOMERS), to: fc.constantFrom(...CUSTOMERS) }), {
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(anyLedger, moves, async (batches, all) => {
        await clear();
        await write(batches);
        const ctx = createTestContext(test);
        const at = new Map(CUSTOMERS.map((id) => [id, id]));
        for (const { subject, to } of all) {
          const move = { from: at.get(subject) ?? 0, to, subjects: [subject] };
          await test.db.transaction(async (trx) => await repointConsents(trx, ctx, move));
          at.set(subject, to);
        }
        expect(await compareWithLedger(test.db.read, CUSTOMERS)).toEqual(NOTHING);
        const subjects = new Set(batches.flat().map(({ subjectId }) => subjectId));
        for (const subject of subjects) {
          const home = all.findLast((move) => move.subject === subject)?.to ?? subject;
          const rows = await test.db.read
            .selectFrom('consent_entry')
            .select('customer_id')
            .distinct()
            .where('subject_id', '=', subject)
            .execute();
          expect(rows).toEqual([{ customer_id: home }]);
        }
      }),
      { numRuns: RUNS / 2 },
    );
  });

  it('is rebuilt from the ledger, whatever happened to it', async () => {
    await write([
      [decision(1), decision(2), decision(3)],
      [decision(2, { decision: 'DENIED', decidedAt: TEST_NOW + 1 })],
    ]);
    const right = await standingRows(test.db);
    await test.db.transaction(async (trx) => {
      await trx.deleteFrom('consent_current').where('customer_id', '=', 1).execute();
      await trx.updateTable('consent_current').set({ decision: 'GRANTED' }).where('customer_id', '=', 2).execute();
      await trx.updateTable('consent_current').set({ customer_id: 9 }).where('customer_id', '=', 3).execute();
    });
    const ctx = createTestContext(test);
    expect(await rebuildConsents(ctx)).toEqual({ customers: 4, put: 3, removed: 1 });
    expect(await standingRows(test.db)).toEqual(right);
    expect(await rebuildConsents(ctx)).toEqual({ customers: 3, put: 0, removed: 0 });
  });
});

describe('writers of the same customer', () => {
  it('leave what the ledger says, however they meet', { timeout: 60_000 }, async () => {
    const ctx = createTestContext(test);
    await ctx.db.ids.ensure(2_000);
    await Promise.all(
      Array.from({ length: 40 }, async (_, writer) => {
        const rows = PURPOSES.codes.map((purpose, place) =>
          decision(CUSTOMERS[(writer + place) % CUSTOMERS.length] ?? 1, {
            purpose,
            decidedAt: TEST_NOW - ((writer * 7) % 40) * 1_000,
            decision: writer % 3 === 0 ? 'WITHDRAWN' : 'GRANTED',
          }),
        );
        // Rebuilding at the same time changes nothing either.
        if (writer % 10 === 9) await rebuildConsents(ctx);
        await ctx.db.transaction(async (trx) => await recordConsents(trx, ctx, rows));
      }),
    );
    expect(await compareWithLedger(test.db.read, CUSTOMERS)).toEqual(NOTHING);
    expect(await standingRows(test.db)).toHaveLength(PURPOSES.codes.length * CUSTOMERS.length);
  });

  it('are late when they say nothing of the time: what is decided now stands, though clocks disagree', async () => {
    const ctx = createTestContext(test);
    const { decidedAt: _, ...undated } = decision(1, { decision: 'WITHDRAWN' });
    await write([[decision(1, { decidedAt: TEST_NOW + 5_000 })], [undated], [{ ...undated, decision: 'DENIED' }]]);
    expect(await standingRows(test.db)).toMatchObject([{ decision: 'DENIED', decided_at: TEST_NOW + 5_002 }]);
    expect(ctx.now()).toBe(TEST_NOW);
  });

  it('take few statements for thousands', async () => {
    const rows = Array.from({ length: 3_000 }, (_, place) => decision(10_000 + place, { fields: ['PHONE', 'EMAIL'] }));
    const ctx = createTestContext(test);
    await ctx.db.ids.ensure(rows.length + 2);
    const statements = test.db.statementCount();
    await ctx.db.transaction(async (trx) => await recordConsents(trx, ctx, rows));

    // By the thousand, not one by one; SQLite takes fewer values in a statement.
    expect(test.db.statementCount() - statements).toBeLessThan(250);
  });
});
