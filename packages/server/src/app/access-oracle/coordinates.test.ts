import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bareSchema } from '../schema.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import { inputProbes, outputProbes, type Probe, rootProbes } from './coordinates.ts';
import { HELD, opinionOn } from './oracle.ts';
import { rootRuns } from './roots.ts';
import { actingAs, isRefused, preAuthoriser } from './server-under-test.fixture.ts';

/* Whether an operation runs at all: every coordinate about customers, whatever can be done with it, every role. */

let app: TestApp;
const ask = preAuthoriser(bareSchema);
// What the rule of a root field refuses, once for each role; all that is below it is refused with it.
const closed = new Set<string>();

beforeAll(async () => {
  app = await createTestApp();
  for (const role of HELD)
    for (const { root, operation, document } of rootProbes(bareSchema))
      if (operation !== 'subscription' && isRefused(await app.execute(actingAs(app, [role]), document)))
        closed.add(`${role} ${operation} ${root}`);
});
afterAll(async () => await app.close());

function disagreements(probes: readonly Probe[]): string[] {
  const found = new Set<string>();
  for (const role of HELD) {
    const ctx = actingAs(app, [role]);
    for (const { name, operation, root, document, variables, uses } of probes) {
      const expected = rootRuns([role], root) && opinionOn([role]).runs(operation, uses);
      const isOpen =
        operation === 'subscription' ? rootRuns([role], root) : !closed.has(`${role} ${operation} ${root}`);
      const actual = isOpen && ask(ctx, document, variables);
      if (expected !== actual)
        found.add(`${role} ${operation} ${root} ${name}: ${actual ? 'runs' : 'refused'}, should be the other`);
    }
  }
  return [...found];
}

describe('every coordinate about customers, for every role', () => {
  it('is read or refused as the oracle says', () => {
    const probes = outputProbes(bareSchema);
    console.log(`${probes.length} ways to read × ${HELD.length} roles = ${probes.length * HELD.length} cells`);
    expect(disagreements(probes)).toEqual([]);
  });

  it('is said or refused as the oracle says: in the document, in a variable, as the default of one', () => {
    const probes = inputProbes(bareSchema);
    console.log(`${probes.length} ways to say × ${HELD.length} roles = ${probes.length * HELD.length} cells`);
    expect(disagreements(probes)).toEqual([]);
  });

  it('is behind a root field that runs for those who may call it', () => {
    const probes = rootProbes(bareSchema).filter(({ operation }) => operation !== 'subscription');
    const wrong = HELD.flatMap((role) =>
      probes.flatMap(({ root, operation, uses }) => {
        const expected = rootRuns([role], root) && opinionOn([role]).runs(operation, uses);
        return expected === closed.has(`${role} ${operation} ${root}`)
          ? [`${role} ${root} should ${expected ? '' : 'not '}run`]
          : [];
      }),
    );
    expect(wrong).toEqual([]);
  });
});
