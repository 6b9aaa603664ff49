import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addStaff } from '../../../app/testing/staff.ts';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { findOrphans } from '../../../platform/database/find-orphans.ts';
import { TEST_SETTINGS } from '../../../platform/testing/test-context.ts';
import { relations, type Relations } from '../relationship.fixture.ts';

const MIA = 41;
const NOON = Date.parse('2026-03-10T12:00:00Z');

let app: TestApp;
let now = NOON;
let r: Relations;
let mia: Ctx;
beforeAll(async () => {
  app = await createTestApp({ now: () => now, settings: async () => TEST_SETTINGS });
  await addStaff(app, { Mia: MIA });
  mia = app.ctxFor('DATA_STEWARD', MIA);
  r = relations(app);
  await r.add(['Ada', 'Bob', 'Cid', 'Acme Ltd', 'Beta Ltd', 'Gamma Ltd', 'Delta Ltd']);
});
afterAll(async () => {
  expect(await findOrphans(app.services.db)).toEqual([]);
  await app.close();
});

describe('a relationship', () => {
  it('is seen from both ends, with who recorded it and when', async () => {
    const input = { title: ' 采购经理 ', department: '采购部', validFrom: '2024-01-01' };
    const { relationship, userErrors } = await r.record(mia, 'Ada', 'EMPLOYEE', 'Acme Ltd', input);
    expect(userErrors).toEqual([]);
    expect(relationship).toMatchObject({
      type: 'EMPLOYEE',
      status: 'CURRENT',
      title: '采购经理',
      department: '采购部',
      note: null,
      validFrom: '2024-01-01',
      validTo: null,
      recordedAt: new Date(NOON).toISOString(),
      supersededAt: null,
      from: { name: 'Ada' },
      to: { name: 'Acme Ltd' },
      source: { code: 'staff' },
      recordedBy: { name: 'Mia' },
    });
    for (const name of ['Ada', 'Acme Ltd']) expect(await r.list(mia, name)).toEqual(['Ada EMPLOYEE Acme Ltd']);
    const { node } = await r.ask(
      mia,
      'query ($id: ID!) { node(id: $id) { ... on Relationship { to { name } } } }',
      relationship,
    );
    expect(node).toEqual({ to: { name: 'Acme Ltd' } });
  });

  it('is changed, ended and taken back without losing what was recorded before; an older version is refused', async () => {
    const { relationship: first } = await r.record(mia, 'Bob', 'DIRECTOR', 'Acme Ltd', { note: 'says Ada' });
    now += 1;
    const { relationship: second } = await r.update(mia, first, { title: 'Chairman', validFrom: '2020-05-01' });
    expect(second).toMatchObject({ title: 'Chairman', note: 'says Ada', validFrom: '2020-05-01' });
    for (const attempt of [
      await r.update(mia, first, { title: 'Nobody' }),
      await r.end(mia, first, '2026-01-01'),
      await r.withdraw(mia, first, 'wrong Bob'),
    ])
      expect(attempt).toMatchObject({ relationship: null, userErrors: [{ code: 'STALE', field: ['version'] }] });
    now += 1;
    const { relationship: third } = await r.end(mia, second, '2026-03-09');
    expect(third).toMatchObject({ status: 'ENDED', validTo: '2026-03-09', title: 'Chairman' });
    expect(await r.list(mia, 'Bob')).toEqual([]);
    expect(await r.list(mia, 'Bob', { includeEnded: true })).toEqual(['Bob DIRECTOR Acme Ltd']);
    now += 1;
    const { relationship: fourth } = await r.withdraw(mia, third, 'it was another Bob');
    expect(fourth.status).toBe('WITHDRAWN');
    expect(await r.list(mia, 'Bob', { includeEnded: true })).toEqual([]);
    expect((await r.update(mia, fourth, { note: null })).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    const { node } = await r.ask(
      mia,
      'query ($id: ID!) { node(id: $id) { ... on Relationship { history { title validFrom validTo status recordedAt supersededAt } } } }',
      { id: fourth.id },
    );
    const at = (ms: number) => new Date(ms).toISOString();
    expect(node.history).toEqual([
      {
        title: 'Chairman',
        validFrom: '2020-05-01',
        validTo: '2026-03-09',
        status: 'ENDED',
        recordedAt: at(now - 1),
        supersededAt: at(now),
      },
      {
        title: 'Chairman',
        validFrom: '2020-05-01',
        validTo: null,
        status: 'CURRENT',
        recordedAt: at(now - 2),
        supersededAt: at(now - 1),
      },
      {
        title: null,
        validFrom: null,
        validTo: null,
        status: 'CURRENT',
        recordedAt: at(now - 3),
        supersededAt: at(now - 2),
      },
    ]);
    const audited = await app.services.db.read
      .selectFrom('audit_entry')
      .select(['action', 'fields', 'reason'])
      .where('object_type', '=', 'relationship')
      .where('object_id', '=', app.services.publicIds.decode('rel', fourth.id) ?? 0)
      .orderBy('id')
      .execute();
    expect(audited).toEqual([
      { action: 'relationship.created', fields: '["note","type"]', reason: null },
      { action: 'relationship.updated', fields: '["title","validFrom"]', reason: null },
      { action: 'relationship.ended', fields: '[]', reason: null },
      { action: 'relationship.withdrawn', fields: '[]', reason: 'it was another Bob' },
    ]);
  });

  it('holds from its first to its last day in the zone of the installation', async () => {
    const { relationship } = await r.record(mia, 'Cid', 'ADVISER', 'Beta Ltd', {
      validFrom: '2026-03-11',
      validTo: '2026-03-12',
    });
    const status = async (instant: string) => {
      now = Date.parse(instant);
      const { node } = await r.ask(
        mia,
        'query ($id: ID!) { node(id: $id) { ... on Relationship { status } } }',
        relationship,
      );
      return [node.status, (await r.list(mia, 'Cid')).length];
    };
    expect(await status('2026-03-10T15:59:59Z')).toEqual(['FUTURE', 1]);
    expect(await status('2026-03-10T16:00:00Z')).toEqual(['CURRENT', 1]);
    expect(await status('2026-03-12T15:59:59Z')).toEqual(['CURRENT', 1]);
    expect(await status('2026-03-12T16:00:00Z')).toEqual(['ENDED', 0]);
    now = NOON;
    expect(await r.list(mia, 'Cid', { validAt: '2026-03-10' })).toEqual([]);
    expect(await r.list(mia, 'Cid', { validAt: '2026-03-12', types: ['ADVISER'] })).toEqual(['Cid ADVISER Beta Ltd']);
    expect(await r.list(mia, 'Cid', { types: [] })).toEqual([]);
  });

  it('says at the day itself that it is before the first one', async () => {
    const { relationship } = await r.record(mia, 'Cid', 'DIRECTOR', 'Gamma Ltd', { validFrom: '2026-03-02' });
    expect((await r.end(mia, relationship, '2026-03-01')).userErrors).toMatchObject([
      { code: 'PERIOD_REVERSED', field: ['on'] },
    ]);
    expect((await r.update(mia, relationship, { validTo: '2026-03-01' })).userErrors).toMatchObject([
      { code: 'PERIOD_REVERSED', field: ['input', 'validTo'] },
    ]);
    expect((await r.end(mia, relationship, '2026-03-02')).relationship).toMatchObject({ validTo: '2026-03-02' });
  });

  it('is recorded once under an idempotency key, and once for the same days', async () => {
    const record = async (key: string, more: object = {}) =>
      await r.record(mia, 'Ada', 'SPOUSE', 'Bob', { validFrom: '2020-01-01', ...more }, key);
    const [first, second] = await Promise.all([record('k1'), record('k1')]);
    expect(second.relationship.id).toBe(first.relationship.id);
    expect((await record('k2')).userErrors).toMatchObject([{ code: 'RELATIONSHIP_KNOWN', field: ['input'] }]);
    // It reads the same from both ends.
    expect((await r.record(mia, 'Bob', 'SPOUSE', 'Ada')).userErrors).toMatchObject([{ code: 'RELATIONSHIP_KNOWN' }]);
    expect((await record('k3', { validFrom: '2001-01-01', validTo: '2005-01-01' })).userErrors).toEqual([]);
    expect((await r.record(mia, 'Ada', 'PARENT', 'Bob')).userErrors).toEqual([]);
    expect((await r.record(mia, 'Bob', 'PARENT', 'Ada')).userErrors).toEqual([]);
    const { relationship } = first;
    expect((await r.update(mia, relationship, { validFrom: '2004-12-31' })).userErrors).toMatchObject([
      { code: 'RELATIONSHIP_KNOWN' },
    ]);
  });

  it.each([
    ['Ada', 'EMPLOYEE', 'Bob', {}, 'NOT_FOR_KIND', 'type'],
    ['Acme Ltd', 'SPOUSE', 'Beta Ltd', {}, 'NOT_FOR_KIND', 'type'],
    ['Ada', 'PARENT_COMPANY', 'Acme Ltd', {}, 'NOT_FOR_KIND', 'type'],
    ['Ada', 'SIBLING', 'Ada', {}, 'INVALID', 'toId'],
    ['nobody', 'SIBLING', 'Ada', {}, 'NOT_FOUND', 'fromId'],
    ['Ada', 'SIBLING', 'nobody', {}, 'NOT_FOUND', 'toId'],
    ['Ada', 'SIBLING', 'Cid', { validFrom: '2026-02-02', validTo: '2026-02-01' }, 'PERIOD_REVERSED', 'validTo'],
    ['Ada', 'SIBLING', 'Cid', { title: 'x'.repeat(101) }, 'TOO_LONG', 'title'],
    ['Ada', 'SIBLING', 'Cid', { department: 'x'.repeat(101) }, 'TOO_LONG', 'department'],
    ['Ada', 'SIBLING', 'Cid', { note: 'x'.repeat(1_001) }, 'TOO_LONG', 'note'],
  ])('is refused: %s %s %s %o', async (from, type, to, more, code, field) => {
    const count = async () => (await app.services.db.read.selectFrom('relationship').select('id').execute()).length;
    const before = await count();
    expect(await r.record(mia, from, type, to, more)).toMatchObject({
      relationship: null,
      userErrors: [{ code, field: ['input', field] }],
    });
    expect(await count()).toBe(before);
  });

  it('is not with somebody who is archived', async () => {
    await r.add(['Old']);
    const { customer } = await r.ask(mia, 'query ($id: ID!) { customer(id: $id) { id version } }', {
      id: r.idOf('Old'),
    });
    await r.record(mia, 'Old', 'RELATIVE', 'Cid');
    await r.ask(
      mia,
      'mutation ($id: ID!, $version: String!) { customerArchive(id: $id, version: $version) { userErrors { code } } }',
      customer,
    );
    expect((await r.record(mia, 'Old', 'SIBLING', 'Ada')).userErrors).toMatchObject([
      { code: 'WRONG_STATE', field: ['input', 'fromId'] },
    ]);
    expect(await r.list(mia, 'Cid', { types: ['RELATIVE'] })).toEqual(['Old RELATIVE Cid']);
  });
});

describe('the tree of organisations', () => {
  it('has no circles on any day, and says the way round', async () => {
    const parent = async (above: string, below: string, more: object = {}) =>
      await r.record(mia, above, 'PARENT_COMPANY', below, more);
    const { relationship } = await parent('Acme Ltd', 'Beta Ltd', { validFrom: '2020-01-01', validTo: '2022-12-31' });
    expect((await r.record(mia, 'Beta Ltd', 'HEAD_OFFICE', 'Gamma Ltd')).userErrors).toEqual([]);
    expect((await parent('Gamma Ltd', 'Acme Ltd')).userErrors).toMatchObject([
      {
        code: 'HIERARCHY_CIRCLE',
        field: ['input', 'toId'],
        message: expect.stringContaining('Acme Ltd → Beta Ltd → Gamma Ltd → Acme Ltd'),
      },
    ]);
    expect((await parent('Beta Ltd', 'Acme Ltd', { validFrom: '2022-12-31' })).userErrors).toMatchObject([
      { code: 'HIERARCHY_CIRCLE', message: expect.stringContaining('Acme Ltd → Beta Ltd → Acme Ltd') },
    ]);
    // It was the other way round before.
    const { relationship: since } = await parent('Gamma Ltd', 'Acme Ltd', { validFrom: '2023-01-01' });
    expect(since.status).toBe('CURRENT');
    expect((await r.end(mia, relationship, '2023-01-01')).userErrors).toMatchObject([{ code: 'HIERARCHY_CIRCLE' }]);
    expect((await parent('Delta Ltd', 'Acme Ltd', { validFrom: '2025-01-01' })).userErrors).toMatchObject([
      { code: 'PARENT_KNOWN', field: ['input', 'toId'] },
    ]);
    await r.withdraw(mia, since, 'not so');
    expect((await parent('Delta Ltd', 'Acme Ltd', { validFrom: '2025-01-01' })).userErrors).toEqual([]);
  });

  it('gets no circle from changes at the same time that have no organisation in common', async () => {
    const names = Array.from({ length: 8 }, (_, i) => `Ring ${i} Ltd`);
    await r.add(names);
    // Every second link is there; all others are set at once, and together they would close the ring.
    const link = async (i: number) =>
      await r.record(app.ctxFor('DATA_STEWARD', MIA), `Ring ${i} Ltd`, 'PARENT_COMPANY', `Ring ${(i + 1) % 8} Ltd`);
    for (const i of [0, 2, 4, 6]) await link(i);
    const answers = await Promise.all([1, 3, 5, 7].map(link));
    expect(answers.map(({ userErrors }) => userErrors[0]?.code ?? 'DONE').toSorted()).toEqual([
      'DONE',
      'DONE',
      'DONE',
      'HIERARCHY_CIRCLE',
    ]);
  });
});
