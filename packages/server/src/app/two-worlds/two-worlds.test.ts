import { describe, expect, it } from 'vitest';
import { actingAs } from '../access-oracle/server-under-test.fixture.ts';
import { findDifference } from './find-difference.ts';
import { IS_TRIED, OPERATIONS, PRINCIPALS, SEED } from './principals.ts';
import { createTwoWorlds } from './worlds.fixture.ts';

// Two installations that differ only in what somebody may not read give them the same answers to whatever they ask: data, errors,
// what is said to be withheld, and how many statements it takes.
describe.skipIf(!IS_TRIED)(`two worlds, seed ${SEED}`, () => {
  it.each(PRINCIPALS.map((roles) => ({ roles, title: roles.join(' and ') })))(
    'are one to $title',
    async ({ roles }) => {
      const worlds = await createTwoWorlds(roles);
      try {
        const difference = await findDifference(worlds, (app) => actingAs(app, roles), {
          count: OPERATIONS,
          seed: SEED,
          shrink: true,
        });
        expect(difference?.report).toBeUndefined();
      } finally {
        await worlds.close();
      }
    },
    60_000 + OPERATIONS * 100,
  );
});
