import { afterAll, describe, expect, it } from 'vitest';
import { actingAs } from '../access-oracle/server-under-test.fixture.ts';
import { coordinatesOf, newCoverage } from './coverage.ts';
import { findDifference } from './find-difference.ts';
import { IS_LONG, OPERATIONS, type Principal, SEED } from './principals.ts';
import { closeFirst, createTwoWorlds } from './worlds.fixture.ts';

/** From so many operations on, every field that somebody may begin with is met by chance. */
const ENOUGH = 1_000;

/**
 * Two installations that differ only in what somebody may not read give them the same answers to whatever they ask: data, errors,
 * what is said to be withheld, and how many statements it takes.
 */
export function tryTwoWorlds(principals: readonly Principal[]): void {
  describe(`two worlds, seed ${SEED}`, () => {
    const coverage = newCoverage();
    const open = new Set<string>();
    let fields: ReturnType<typeof coordinatesOf> | undefined;
    afterAll(async () => {
      await closeFirst();
      if (IS_LONG) tellMissing();
    });

    it.each(principals.map((principal) => ({ ...principal, title: principal.roles.join(' and ') })))(
      'are one to $title',
      async ({ roles, policy }) => {
        const worlds = await createTwoWorlds(roles);
        try {
          fields ??= coordinatesOf(worlds.a.schema);
          const difference = await findDifference(worlds, (app) => actingAs(app, roles, policy), {
            count: OPERATIONS,
            seed: SEED,
            shrink: true,
            coverage,
            onClosed: (closed) => {
              for (const one of rootsOf(fields?.answered ?? [])) if (!closed.has(nameOf(one))) open.add(one);
            },
          });
          expect(difference?.report).toBeUndefined();
        } finally {
          await worlds.close();
        }
      },
      60_000 + OPERATIONS * 100,
    );

    it.skipIf(OPERATIONS < ENOUGH)('are asked for all that one of them may begin with', () => {
      const missing = [...open].filter((one) => !coverage.asked.has(one));
      // One operation in five is a change, of which there are many.
      expect(IS_LONG ? missing : missing.filter((one) => one.startsWith('Query.'))).toEqual([]);
      expect(open.size).toBeGreaterThan(50);
    });

    function tellMissing(): void {
      const of = (all: readonly string[], met: ReadonlySet<string>) => all.filter((one) => !met.has(one)).join(' ');
      process.stdout.write(
        `never asked for: ${of(fields?.asked ?? [], coverage.asked)}\nnever with a value: ${of(fields?.answered ?? [], coverage.answered)}\n`,
      );
    }
  });
}

const rootsOf = (coordinates: readonly string[]) => coordinates.filter((one) => /^(Query|Mutation)\./.test(one));
const nameOf = (coordinate: string) => coordinate.slice(coordinate.indexOf('.') + 1);
