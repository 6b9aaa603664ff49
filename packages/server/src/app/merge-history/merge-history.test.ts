import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findOrphans } from '../../platform/database/find-orphans.ts';
import { shownOf } from '../../modules/identity/merge/merge.fixture.ts';
import { anyHistory } from './steps.fixture.ts';
import { Twins } from './twins.fixture.ts';
import { customersIn, type World } from './world.fixture.ts';

const STEPS = Number(process.env.DOSSIER_MERGE_STEPS ?? 40);
const RUNS = Number(process.env.DOSSIER_MERGE_RUNS ?? 2);

/** All that is shown in a world, by customer number. */
async function shownIn({ app, ctx }: World): Promise<unknown> {
  const shown = [];
  for (const { id } of await customersIn({ app, ctx, sources: [], tags: [] })) {
    const { id: _id, lineage: _lineage, ...one } = await shownOf(app, ctx.publicIds.encode('cus', id));
    // An order may turn out to be another's after the import of its customer was undone: whoever is left with nothing is withdrawn
    // only when somebody looks, for example when a merge is taken back.
    const isEmpty = one.name === null && one.orders.nodes.length === 0;
    shown.push(isEmpty ? { ...one, status: 'WITHDRAWN' } : one);
  }
  return shown;
}

describe('a history of merges and everything else', () => {
  it(
    'leaves, once everybody was given back, what would be there if nobody had ever been merged',
    { timeout: 600_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(anyHistory(STEPS), async (steps) => {
          const twins = await Twins.create();
          try {
            for (const step of steps) await twins.run(step);
            await twins.releaseAll();
            // Of a long run one wants to know what it was made of.
            if (STEPS > 200) console.log(Object.fromEntries(twins.done));
            expect(await shownIn(twins.merging)).toEqual(await shownIn(twins.plain));
            // Imports here are numbers without a row of their own.
            const orphans = await findOrphans(twins.merging.app.services.db);
            expect(orphans.filter(({ column }) => column !== 'import_id')).toEqual([]);
          } finally {
            await twins.close();
          }
        }),
        {
          numRuns: RUNS,
          endOnFailure: true,
          ...(process.env.DOSSIER_SEED ? { seed: Number(process.env.DOSSIER_SEED) } : {}),
        },
      );
    },
  );
});
