import {
  BUILT_IN_POLICY,
  CAPABILITIES,
  DATA_CLASSES,
  type Policy,
  policyFaults,
  ROLES,
  ROW_SCOPES,
  type RowScope,
} from '@dossier/shared/access';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bareSchema } from '../schema.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import { inputProbes, outputProbes, type Probe } from './coordinates.ts';
import { type Observation, observations, REFUSED } from './observations.fixture.ts';
import { type Flip, type Opinion, opinionOn, type Relation, RELATIONS } from './oracle.ts';
import { rootRuns } from './roots.ts';
import { actingAs, isRefused, preAuthoriser } from './server-under-test.fixture.ts';
import { createWorld } from './world.fixture.ts';

/*
 * Grants of the policy are flipped one at a time: taken away, or given. Whoever writes the wrong scope into the policy must be
 * noticed, by the check of policies or by what the server then does otherwise than the oracle says.
 */

/** Flips that a run tries; the rest of them comes round with the next days. */
const SAMPLE = Number(process.env['DOSSIER_TEST_FLIPS'] ?? 90);
const RELATION: Readonly<Record<RowScope, readonly Relation[]>> = {
  OWN: ['own'],
  // One is of one's own team.
  TEAM: ['own', 'team'],
  TERRITORY: ['territory'],
  POOL: ['pool'],
  CASE: ['case'],
  SHARED: ['shared'],
  ALL: RELATIONS,
};

interface Mutant {
  readonly name: string;
  readonly flip: Flip;
  readonly policy: Policy;
}

let app: TestApp;
let watched: Observation[];
beforeAll(async () => {
  app = await createTestApp();
  watched = observations(await createWorld(app));
});
afterAll(async () => await app.close());

const probes = distinct([...outputProbes(bareSchema), ...inputProbes(bareSchema)]);
const ask = preAuthoriser(bareSchema);

/** Of operations that take the same of the same root field, one. */
function distinct(all: readonly Probe[]): Probe[] {
  const key = ({ operation, root, uses }: Probe) =>
    `${operation} ${root} ${[...new Set(uses.map(({ dataClass, takes }) => `${dataClass} ${takes}`))].toSorted().join()}`;
  return [...new Map(all.map((one) => [key(one), one])).values()];
}

function mutants(): Mutant[] {
  return ROLES.flatMap((role) =>
    DATA_CLASSES.flatMap((dataClass) =>
      CAPABILITIES.flatMap((capability) =>
        ROW_SCOPES.flatMap((scope): Mutant[] => {
          const before = BUILT_IN_POLICY.roles[role]?.grants[dataClass]?.[capability] ?? [];
          const isAdded = !before.includes(scope);
          if (isAdded && before.includes('ALL')) return [];
          const scopes = isAdded ? [...before, scope] : before.filter((one) => one !== scope);
          const flip = { role, dataClass, capability, relations: scopes.flatMap((one) => RELATION[one]) };
          return [
            {
              name: `${isAdded ? '+' : '-'} ${role} ${dataClass} ${capability} ${scope}`,
              flip,
              policy: flipped(flip, scopes),
            },
          ];
        }),
      ),
    ),
  );
}

function flipped({ role, dataClass, capability }: Flip, scopes: readonly RowScope[]): Policy {
  const of = BUILT_IN_POLICY.roles[role];
  if (!of) throw new Error(`the policy has no ${role}`);
  const grants = { ...of.grants, [dataClass]: { ...of.grants[dataClass], [capability]: scopes } };
  return { ...BUILT_IN_POLICY, roles: { ...BUILT_IN_POLICY.roles, [role]: { ...of, grants } } };
}

const mayRun = (opinion: Opinion, { operation, root, uses }: Probe) =>
  rootRuns(opinion.roles, root) && opinion.runs(operation, uses);

/** Whether the oracle itself would say otherwise of anything, if the policy were so. */
function changesAnything({ flip }: Mutant): boolean {
  const [before, after] = [opinionOn([flip.role]), opinionOn([flip.role], flip)];
  return (
    probes.some((probe) => mayRun(before, probe) !== mayRun(after, probe)) ||
    watched.some((one) => one.expected(before) !== one.expected(after))
  );
}

/** What the server does otherwise than an opinion says, with the policy so. */
async function difference({ flip, policy }: Mutant, opinion: Opinion): Promise<string | undefined> {
  const ctx = () => actingAs(app, [flip.role], policy);
  const asked = ctx();
  for (const probe of probes)
    if (rootRuns([flip.role], probe.root) && ask(asked, probe.document, probe.variables) !== mayRun(opinion, probe))
      return `${probe.name} should ${mayRun(opinion, probe) ? '' : 'not '}run`;
  for (const one of watched.filter(({ capabilities }) => capabilities.includes(flip.capability))) {
    const answer = await app.execute(ctx(), one.document, one.variables);
    const seen = isRefused(answer) ? REFUSED : one.seen(answer);
    if (seen !== one.expected(opinion))
      return `${one.document.slice(0, 80)}: ${seen}, should be ${one.expected(opinion)}`;
  }
  return undefined;
}

describe('a flipped grant', () => {
  it('is noticed, 95 of 100 times at least', { timeout: 600_000 }, async () => {
    const all = mutants();
    const refused = all.filter(({ policy }) => policyFaults(policy).length > 0);
    const inForce = all.filter((one) => !refused.includes(one));
    const telling = inForce.filter(changesAnything);
    const step = Math.max(1, Math.ceil(telling.length / SAMPLE));
    const day = Math.floor(Date.now() / 86_400_000);
    const tried = telling.filter((_one, index) => index % step === day % step);
    const survivors: string[] = [];
    const disobeyed: string[] = [];
    for (const one of tried) {
      if (!(await difference(one, opinionOn([one.flip.role])))) survivors.push(one.name);
      const other = await difference(one, opinionOn([one.flip.role], one.flip));
      if (other) disobeyed.push(`${one.name}: ${other}`);
    }
    console.log(
      `${all.length} flips: ${refused.length} refused by the check of policies, ${inForce.length - telling.length} say nothing ` +
        `that any coordinate asks for; ${tried.length} of ${telling.length} tried, ${survivors.length} survived: ${survivors.join('; ')}`,
    );
    expect(tried.length).toBeGreaterThan(0);
    expect(disobeyed).toEqual([]);
    expect(1 - survivors.length / tried.length).toBeGreaterThanOrEqual(0.95);
  });

  it('is none to begin with: the observations hold for every role', async () => {
    for (const role of ROLES)
      for (const one of watched) {
        const answer = await app.execute(actingAs(app, [role]), one.document, one.variables);
        const seen = isRefused(answer) ? REFUSED : one.seen(answer);
        expect([role, one.document, seen]).toEqual([role, one.document, one.expected(opinionOn([role]))]);
      }
  });
});
