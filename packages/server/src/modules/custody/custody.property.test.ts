import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../platform/testing/test-database.ts';
import { custodyOf, heldBy, letGo, shownAs, shownAsAt, subjectsAt, takeInto } from './index.ts';

const CUSTOMERS = [1, 2, 3, 4, 5, 6];

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(async () => await test.drop());

/** Who was merged into whom, and nothing else: what custody must agree with. */
type Parents = ReadonlyMap<number, number>;

function rootOf(parents: Parents, id: number): number {
  const parent = parents.get(id);
  return parent === undefined ? id : rootOf(parents, parent);
}

function below(parents: Parents, id: number): number[] {
  const near = [...parents].filter(([, parent]) => parent === id).map(([child]) => child);
  return near.flatMap((child) => [child, ...below(parents, child)]).toSorted((a, b) => a - b);
}

const anyStep = fc.oneof(
  fc.record({
    kind: fc.constant('MERGE' as const),
    into: fc.constantFrom(...CUSTOMERS),
    customers: fc.uniqueArray(fc.constantFrom(...CUSTOMERS), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant('UNMERGE' as const), customer: fc.constantFrom(...CUSTOMERS) }),
);

describe('custody', () => {
  it('says with whom everything is, and at any time was, after whatever merges and un-merges', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 12 }), async (steps) => {
        await test.db.transaction(async (trx) => await trx.deleteFrom('customer_custody').execute());
        const snapshots: Parents[] = [new Map()];
        for (const [place, step] of steps.entries()) {
          const parents = new Map(snapshots.at(-1));
          const change = { operationId: place + 1, at: (place + 1) * 10 };
          if (step.kind === 'MERGE') {
            const merged = step.customers.filter((id) => id !== step.into && !parents.has(id));
            if (parents.has(step.into) || merged.length === 0) continue;
            await test.db.transaction(async (trx) => await takeInto(trx, step.into, merged, change));
            for (const id of merged) parents.set(id, step.into);
          } else {
            if (!parents.has(step.customer)) continue;
            const { from, subjects } = await test.db.transaction(
              async (trx) => await letGo(trx, step.customer, change),
            );
            expect(from).toBe(rootOf(parents, step.customer));
            parents.delete(step.customer);
            expect(subjects).toEqual([step.customer, ...below(parents, step.customer)]);
          }
          snapshots.push(parents);
          const held = await heldBy(test.db.read, CUSTOMERS);
          const shown = await shownAs(test.db.read, CUSTOMERS);
          const custody = await custodyOf(test.db.read, CUSTOMERS);
          for (const id of CUSTOMERS) {
            expect(held.get(id) ?? []).toEqual(below(parents, id));
            expect(shown(id)).toBe(rootOf(parents, id));
            expect(shownAsAt(custody, id, change.at)).toBe(rootOf(parents, id));
            // Just before, what had been until then.
            const before = snapshots.at(-2) ?? new Map<number, number>();
            const subjects = before.has(id) ? [] : [id, ...below(before, id)];
            expect(subjectsAt(custody, id, change.at - 1).toSorted()).toEqual(subjects.toSorted());
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});
