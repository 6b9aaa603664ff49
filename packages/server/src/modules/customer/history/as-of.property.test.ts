import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addStaff } from '../../../app/testing/staff.ts';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { updateRules } from '../rules/change-rules.ts';
import { presentRuleSet } from '../rules/rule-sets.ts';
import { beginSeals } from '../sealed/seals.ts';
import { explainFacts } from '../source/explain-facts.ts';
import { ensureSource, loadRules, readSources } from '../source/sources.ts';
import { tagCustomers } from '../tag/tag-customers.ts';
import { createTag } from '../tag/tags.ts';
import { reinstateImport, reserveStep, retractImport, withdrawCustomers } from '../undo/retract-import.ts';
import { assignOwner, prepareAssignment } from '../write/assign-owner.ts';
import { archiveCustomer, restoreCustomer } from '../write/archive-customer.ts';
import { applyRecords, person } from '../write/incoming.fixture.ts';
import { pinFact, unpinFact, verifyFact } from '../write/mark-facts.ts';
import { KEYS_PER_RECOMPUTE, recompute } from '../write/recompute.ts';
import { updateCustomer } from '../write/update-customer.ts';
import { Refused } from '../../../platform/graphql/refused.ts';
import { historyOf } from './history.ts';
import { readPast } from './past.ts';

const EDITS = Number(process.env['DOSSIER_EDITS'] ?? 100);
const CUSTOMERS = 8;
const IMPORTS = 5;
const seed = Number(process.env['DOSSIER_SEED'] ?? Date.now() % 2 ** 31);

let app: TestApp;
const now = { at: 1_700_000_000_000 };
let ctx: Ctx;
const sources: number[] = [];
const tags: number[] = [];
const customers: number[] = [];
const taken = new Set<number>();
beforeAll(async () => {
  app = await createTestApp({ now: () => now.at });
  ctx = app.ctxFor('ADMIN');
  await addStaff(app, { 王: 1, 李: 2 });
  for (const code of ['crm', 'shop', 'fair']) sources.push((await ensureSource(ctx, { code, name: code })).id);
  for (const name of ['VIP', '老客户', '展会']) tags.push(await createTag(ctx, { name }));
});
afterAll(async () => await app.close());

/** What one random edit is made of. */
interface Edit {
  readonly kind: (typeof KINDS)[number];
  readonly customer: number;
  readonly pick: number;
  readonly word: string;
  readonly passes: number;
}
const KINDS = [
  'import',
  'import',
  'import',
  'staff',
  'staff',
  'contacts',
  'tag',
  'tag',
  'archive',
  'owner',
  'turn',
  'rules',
  'pin',
  'unpin',
  'verify',
] as const;
const edits = fc.record<Edit>({
  kind: fc.constantFrom(...KINDS),
  customer: fc.nat(CUSTOMERS - 1),
  pick: fc.nat(999),
  word: fc.constantFrom('王芳', '王小芳', '李娜', 'Wang', '张伟有限公司', '甲', '乙'),
  // Some of what happens, happens in the same millisecond as what came before.
  passes: fc.constantFrom(0, 1, 5, 1_000),
});

const SHARED = `kind name familyName givenName gender birthDate employer jobTitle industry size note stage grade status country
  province city district completeness`;
const LISTS = `contactPoints { type label value isPrimary isValid verifiedAt holderName } addresses { type text isPrimary }`;
const PRESENT = `query ($id: ID!) { customer(id: $id) { ${SHARED} ${LISTS} owner { name } tags { name } } }`;
const AS_OF = `query ($id: ID!, $at: DateTime!) { customer(id: $id) { asOf(at: $at) { ${SHARED} ${LISTS} ownerName tags
  identifiers { type validFrom } } } }`;

async function snapshot(id: number): Promise<object> {
  const { customer } = await app.data(app.ctxFor('ADMIN'), PRESENT, { id: ctx.publicIds.encode('cus', id) });
  const { owner, tags: shown, ...rest } = customer;
  const identifiers = await ctx.db.read
    .selectFrom('identifier')
    .select(['type', 'valid_from as validFrom'])
    .where('customer_id', '=', id)
    .orderBy('position')
    .execute();
  const names = shown.map(({ name }: { name: string }) => name).toSorted();
  return { ...rest, ownerName: owner?.name ?? null, tags: names, identifiers };
}

/** Makes an edit; says whom it touched. */
async function make(edit: Edit): Promise<readonly number[]> {
  if (edit.kind === 'import') return await importRecords(edit);
  if (edit.kind === 'turn') await turn(edit.pick % IMPORTS);
  if (edit.kind === 'rules') await changeRules(edit.pick);
  if (edit.kind === 'turn' || edit.kind === 'rules') return customers;
  const id = customers[edit.customer % customers.length] ?? 0;
  await editOne(edit, id);
  return [id];
}

async function editOne({ kind, pick, word }: Edit, id: number): Promise<void> {
  const row = await ctx.db.read
    .selectFrom('customer')
    .select(['version', 'status'])
    .where('id', '=', id)
    .executeTakeFirst();
  const target = { id, version: row?.version ?? 0 };
  const fields = ['NAME', 'EMPLOYER', 'JOB_TITLE', 'PHONE', 'ADDRESS'] as const;
  const field = fields[pick % fields.length] ?? 'NAME';
  switch (kind) {
    case 'staff':
      return await updateCustomer(
        ctx,
        target.id,
        target.version,
        pick % 3 ? { jobTitle: word } : { employer: null, name: word },
      );
    case 'contacts': {
      const contactPoints = [
        { type: 'PHONE' as const, value: `1390013900${pick % 3}`, isPrimary: true, verified: pick % 2 === 0 },
        ...(pick % 5 ? [] : [{ type: 'EMAIL' as const, value: `a${pick % 2}@acme.example`, holderName: word }]),
      ];
      return await updateCustomer(ctx, target.id, target.version, { contactPoints });
    }
    case 'tag': {
      const [tag = 0, other = 0] = [tags[pick % 3], tags[(pick + 1) % 3]];
      await tagCustomers(ctx, [id], pick % 2 ? { add: [tag], remove: [] } : { add: [], remove: [tag, other] });
      return;
    }
    case 'archive':
      return await (row?.status === 'ARCHIVED' ? restoreCustomer : archiveCustomer)(ctx, target.id, target.version);
    case 'owner': {
      const assignment = await prepareAssignment(ctx, 1);
      await ctx.db.transaction(async (trx) => await assignOwner(trx, ctx, [id], pick % 3 || null, assignment));
      return;
    }
    case 'pin': {
      const [fact] = await explainFacts(ctx, id, [field]);
      const value = [fact?.chosen, ...(fact?.alternatives ?? [])].filter((one) => one != null)[pick % 2];
      if (value) await pinFact(ctx, target, { field, valueId: value.valueId, reason: word });
      return;
    }
    case 'unpin':
      return await unpinFact(ctx, target, { field, reason: word });
    case 'verify':
      return await verifyFact(ctx, target, { field, method: 'CALL', at: now.at - (pick % 50) });
  }
}

async function importRecords({ customer, pick, word }: Edit): Promise<readonly number[]> {
  const sourceId = sources[pick % sources.length] ?? 0;
  const importId = pick % IMPORTS;
  // An import that was taken back is not run again.
  if (taken.has(importId)) return [];
  const phone = `+861380013${String(8000 + (pick % 4)).padStart(4, '0')}`;
  const document = {
    ...person(word, pick % 3 === 0 ? { phone } : {}),
    ...(pick % 4 === 0 ? { tags: ['展会'] } : {}),
    ...(pick % 5 === 0 ? { addresses: [{ province: pick % 2 ? '广东省' : '湖南省', line: word }] } : {}),
    ...(pick % 7 === 0
      ? { identifiers: [{ type: 'PASSPORT' as const, value: `G${pick % 3}`, validFrom: '2020-01-01' }] }
      : {}),
  };
  const employer = pick % 2 === 0 ? { EMPLOYER: { value: word } } : {};
  const said = { ...document, fields: { ...document.fields, ...employer, STAGE: { value: pick % 2 ? 'LEAD' : null } } };
  const externalId = `${sourceId}-${customer % 3}`;
  const records = [
    { line: 1, externalId, document: said },
    ...(pick % 6 ? [] : [{ line: 2, externalId, document: person(word, { phone }) }]),
  ];
  const made = await applyRecords(ctx, { sourceId, importId: importId + 1, at: now.at, records });
  for (const { outcome, customerId } of made) if (outcome === 'created') customers.push(customerId);
  return made.map(({ customerId }) => customerId);
}

/** Takes an import back, or gives it again; customers of whom nobody says anything any more are withdrawn. */
async function turn(importId: number): Promise<void> {
  const reserved = await reserveStep(ctx, 100);
  const how = taken.has(importId) ? reinstateImport : retractImport;
  await ctx.db.transaction(async (trx) => {
    const step = { importId: importId + 1, afterCustomerId: 0, limit: 100, at: now.at, ...reserved };
    const { bare } = await how(trx, step);
    await withdrawCustomers(trx, bare, now.at);
  });
  if (!taken.delete(importId)) taken.add(importId);
}

/** Puts rules in force, and applies them to everybody at once. */
async function changeRules(pick: number): Promise<void> {
  const criteria = ['MOST_RECENT', 'VERIFIED', 'MOST_COMPLETE', 'MOST_FREQUENT', 'SOURCE_PRIORITY'] as const;
  const ids = (await readSources(ctx.db.read)).map(({ id }) => ctx.publicIds.encode('src', id));
  const rotated = [...ids.slice(pick % ids.length), ...ids.slice(0, pick % ids.length)];
  const rules = (['NAME', 'EMPLOYER', 'PHONE', 'ADDRESS'] as const).map((field, place) => ({
    field,
    criteria: [
      criteria[(pick + place) % 5] ?? 'VERIFIED',
      ...(pick % 2 ? [] : [criteria[(pick + place + 1) % 5] ?? 'VERIFIED']),
    ],
  }));
  const version = (await presentRuleSet(ctx.db.read))?.version ?? 0;
  await updateRules(ctx, version, { sourceIds: rotated, rules }, 'random');
  now.at = Math.max(now.at, (await presentRuleSet(ctx.db.read))?.at ?? 0);
  const nextId = await ctx.db.ids.claim(customers.length * KEYS_PER_RECOMPUTE);
  const seals = await beginSeals(ctx, 'TEST');
  await ctx.db.transaction(
    async (trx) => await recompute(trx, customers, { rules: await loadRules(trx), at: now.at, nextId, seals }),
  );
}

it(`knows customers as they were after each of ${EDITS} edits (seed ${seed})`, async () => {
  const snapshots = new Map<string, { id: number; at: number; seen: object }>();
  const list = fc.sample(edits, { numRuns: EDITS, seed });
  for (let first = 0; first < 4; first++)
    await make({ kind: 'import', customer: first, pick: first * 3, word: '王芳', passes: 1 });
  const refusals = new Map<string, number>();
  for (const edit of list) {
    now.at += edit.passes;
    try {
      const touched = await make(edit);
      // Of several edits in one millisecond, the state after the last is that of the instant.
      for (const id of touched) snapshots.set(`${id} ${now.at}`, { id, at: now.at, seen: await snapshot(id) });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refusals.set(edit.kind, (refusals.get(edit.kind) ?? 0) + 1);
    }
  }
  const later = app.ctxFor('ADMIN');
  for (const { id, at, seen } of snapshots.values()) {
    const asked = { id: ctx.publicIds.encode('cus', id), at: new Date(at).toISOString() };
    const { customer } = await app.data(later, AS_OF, asked);
    expect(customer.asOf, `customer ${id} at ${at}`).toEqual(seen);
  }
  for (const id of customers) await expectReplay(id);
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
