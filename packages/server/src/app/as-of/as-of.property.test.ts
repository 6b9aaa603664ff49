import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { historyOf } from '../../modules/customer/history/history.ts';
import { readPast } from '../../modules/customer/history/past.ts';
import { Refused } from '../../platform/graphql/refused.ts';
import { addStaff } from '../testing/staff.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import { edits, EditedWorld } from './random-edits.fixture.ts';

const EDITS = Number(process.env['DOSSIER_EDITS'] ?? 100);
const seed = Number(process.env['DOSSIER_SEED'] ?? Date.now() % 2 ** 31);

let app: TestApp;
let world: EditedWorld;
const now = { at: 1_700_000_000_000 };
beforeAll(async () => {
  app = await createTestApp({ now: () => now.at });
  await addStaff(app, { 王: 1, 李: 2 });
  world = new EditedWorld(app, now);
  await world.begin();
});
afterAll(async () => await app.close());

const SHARED = `kind name familyName givenName gender birthDate employer jobTitle industry size note stage grade status country
  province city district completeness`;
const LISTS = `contactPoints { type label value isPrimary isValid verifiedAt holderName } addresses { type text isPrimary }`;
const PRESENT = `query ($id: ID!) { customer(id: $id) { ${SHARED} ${LISTS} owner { name } tags { name } } }`;
const AS_OF = `query ($id: ID!, $at: DateTime!) { customer(id: $id) { asOf(at: $at) { ${SHARED} ${LISTS} ownerName tags
  identifiers { type validFrom } } } }`;

async function snapshot(id: number): Promise<object> {
  const { customer } = await app.data(app.ctxFor('ADMIN'), PRESENT, { id: app.services.publicIds.encode('cus', id) });
  const { owner, tags: shown, ...rest } = customer;
  const identifiers = await app.services.db.read
    .selectFrom('identifier')
    .select(['type', 'valid_from as validFrom'])
    .where('customer_id', '=', id)
    .orderBy('position')
    .execute();
  const names = shown.map(({ name }: { name: string }) => name).toSorted();
  // What was merged keeps its tags for the day it is given back, and shows none.
  return { ...rest, ownerName: owner?.name ?? null, tags: rest.status === 'MERGED' ? [] : names, identifiers };
}

it(`knows customers as they were after each of ${EDITS} edits (seed ${seed})`, async () => {
  const snapshots = new Map<string, { id: number; at: number; seen: object }>();
  const list = fc.sample(edits, { numRuns: EDITS, seed });
  const refusals = new Map<string, number>();
  for (const edit of list) {
    now.at += edit.passes;
    try {
      const touched = await world.make(edit);
      // Of several edits in one millisecond, the state after the last is that of the instant.
      for (const id of touched) snapshots.set(`${id} ${now.at}`, { id, at: now.at, seen: await snapshot(id) });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refusals.set(edit.kind, (refusals.get(edit.kind) ?? 0) + 1);
    }
  }
  const later = app.ctxFor('ADMIN');
  for (const { id, at, seen } of snapshots.values()) {
    const asked = { id: app.services.publicIds.encode('cus', id), at: new Date(at).toISOString() };
    const { customer } = await app.data(later, AS_OF, asked);
    expect(customer.asOf, `customer ${id} at ${at}`).toEqual(seen);
  }
  for (const id of world.customers) await expectReplay(id);
  // The edits really happened: few were refused.
  expect([...refusals.values()].reduce((sum, count) => sum + count, 0)).toBeLessThan(EDITS / 2);
  expect(snapshots.size).toBeGreaterThan(EDITS / 2);
}, 600_000);

/** Replays the history from nothing: what comes out is the present. */
async function expectReplay(id: number): Promise<void> {
  const past = (await readPast(app.ctxFor('ADMIN'), id)) ?? expect.fail('the customer is there');
  const single = new Map<string, string | null>();
  const lists = new Map<string, string[]>();
  for (const { field, aspect, before, after } of historyOf(past)) {
    if (aspect === 'MARK' || aspect === 'PRIMARY' || aspect === 'DETAILS') continue;
    if (field === null || !['PHONE', 'EMAIL', 'ADDRESS', 'IDENTIFIER', 'TAGS'].includes(field)) {
      expect(single.get(field ?? 'STATUS') ?? null, `${field} of ${id}`).toBe(before);
      single.set(field ?? 'STATUS', after);
      continue;
    }
    const list = lists.get(field) ?? [];
    if (before !== null) list.splice(list.indexOf(before), 1);
    lists.set(field, after === null ? list : [...list, after]);
  }
  const present = (await snapshot(id)) as Record<string, unknown>;
  const texts = (name: string, of: string) =>
    (present[name] as Record<string, string>[]).map((one) => one[of] ?? '').toSorted();
  expect({
    name: single.get('NAME') ?? null,
    employer: single.get('EMPLOYER') ?? null,
    jobTitle: single.get('JOB_TITLE') ?? null,
    stage: single.get('STAGE') ?? null,
    status: single.get('STATUS') ?? null,
    points: [...(lists.get('PHONE') ?? []), ...(lists.get('EMAIL') ?? [])].toSorted(),
    addresses: (lists.get('ADDRESS') ?? []).toSorted(),
    identifiers: (lists.get('IDENTIFIER') ?? []).toSorted(),
    tags: (lists.get('TAGS') ?? []).toSorted(),
  }).toEqual({
    name: present['name'],
    employer: present['employer'],
    jobTitle: present['jobTitle'],
    stage: present['stage'],
    status: present['status'],
    points: texts('contactPoints', 'value'),
    addresses: texts('addresses', 'text'),
    identifiers: texts('identifiers', 'type'),
    tags: present['tags'],
  });
}
