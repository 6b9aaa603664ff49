import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngine } from '../../platform/testing/test-database.ts';
import { type Target, THREATS } from './attack.ts';
import { ATTACKS } from './catalogue/catalogue.ts';
import { createInstallation, type Installation } from './installation.fixture.ts';
import { ourTarget, weakTarget } from './target.fixture.ts';
import { type WeaknessName, WEAKNESSES } from './weaknesses.ts';

/*
 * Every attack is tried twice: on the product, where it must fail, and on a build that lacks what stands against it, where it must
 * succeed. One that fails on both proves nothing.
 */

let of: Installation;
let ours: Target;
const weak = new Map<WeaknessName, Awaited<ReturnType<typeof weakTarget>>>();
beforeAll(async () => {
  of = await createInstallation();
  ours = await ourTarget(of);
});
afterAll(async () => {
  for (const { close } of weak.values()) await close();
  await of.close();
});

async function without(name: WeaknessName): Promise<Target> {
  const known = weak.get(name) ?? (await weakTarget(of, name));
  weak.set(name, known);
  return known.target;
}

describe('the catalogue', () => {
  it('has two hundred attacks and more, each with a name of its own, of every kind', () => {
    expect(ATTACKS.length).toBeGreaterThanOrEqual(200);
    expect(new Set(ATTACKS.map(({ id }) => id)).size).toBe(ATTACKS.length);
    expect(new Set(ATTACKS.map(({ threat }) => threat))).toEqual(new Set(Object.keys(THREATS)));
    expect(new Set(ATTACKS.map((one) => one.without))).toEqual(new Set(Object.keys(WEAKNESSES)));
  });
});

describe('on the product, what fails is', () => {
  it.each(ATTACKS)('$id: $title', async ({ attempt }) => expect(await attempt(ours)).toBe(false));
});

// After all of the above: what succeeds leaves traces in the one installation. What is missing does not depend on the engine.
describe.skipIf(testEngine() !== 'sqlite')('on a build that lacks what stands against it, what succeeds is', () => {
  it.each(ATTACKS)('$id, without $without', async ({ attempt, without: lacking }) =>
    expect(await attempt(await without(lacking))).toBe(true),
  );
});
