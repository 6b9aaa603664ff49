import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../app/testing/test-app.ts';
import type { Ctx } from '../../platform/context/context.ts';
import { recordAudit } from './record-audit.ts';

let app: TestApp;
let now = Date.parse('2026-03-05T08:00:00Z');
let admin: Ctx;

beforeAll(async () => {
  app = await createTestApp({ now: () => now });
  admin = app.ctxFor('ADMIN', 7);
  const other = app.ctxFor('STEWARD', 8);
  for (const [ctx, action, objectType, objectId] of [
    [admin, 'customer.created', 'customer', 50],
    [other, 'customer.updated', 'customer', 50],
    [other, 'customer.updated', 'customer', 51],
    [admin, 'settings.updated', 'settings', undefined],
  ] as const) {
    await app.services.db.transaction(
      async (trx) => await recordAudit(trx, ctx, { action, objectType, objectId, fields: ['NAME'] }),
    );
    now += 60_000;
  }
});
afterAll(async () => await app.close());

const actions = async (filter: object, rest = '') =>
  (
    await app.data(
      admin,
      `query ($filter: AuditFilter) { auditEntries(filter: $filter${rest}) { nodes { action } } }`,
      { filter },
    )
  ).auditEntries.nodes.map((node: { action: string }) => node.action);

describe('auditEntries', () => {
  it('shows who did what to what, newest first', async () => {
    const { auditEntries } = await app.data(
      admin,
      '{ auditEntries(first: 3) { nodes { seq at actorName action objectType objectId fields reason requestId } pageInfo { hasNextPage } } }',
    );
    expect(auditEntries.pageInfo).toEqual({ hasNextPage: true });
    expect(auditEntries.nodes.map((node: { action: string }) => node.action)).toEqual([
      'settings.updated',
      'customer.updated',
      'customer.updated',
    ]);
    expect(auditEntries.nodes[1]).toEqual({
      seq: null,
      at: '2026-03-05T08:02:00.000Z',
      actorName: 'Test User',
      action: 'customer.updated',
      objectType: 'customer',
      objectId: app.services.publicIds.encode('cus', 51),
      fields: ['NAME'],
      reason: null,
      requestId: 'test',
    });
  });

  it('goes on from a cursor', async () => {
    const query =
      'query ($after: String) { auditEntries(first: 3, after: $after) { nodes { action } pageInfo { hasNextPage endCursor } } }';
    const first = await app.data(admin, query);
    const second = await app.data(admin, query, { after: first.auditEntries.pageInfo.endCursor });
    expect(second.auditEntries.nodes).toEqual([{ action: 'customer.created' }]);
    expect(second.auditEntries.pageInfo.hasNextPage).toBe(false);
  });

  it.each([
    [{ action: 'customer.updated' }, ['customer.updated', 'customer.updated']],
    [{ from: '2026-03-05T08:03:00Z' }, ['settings.updated']],
    [{ from: '2026-03-05T08:00:00Z', to: '2026-03-05T08:01:00Z' }, ['customer.created']],
    [{ objectId: 'cus_nonsense' }, []],
  ])('filters by %j', async (filter, expected) => {
    expect(await actions(filter)).toEqual(expected);
  });

  it('filters by who did it and by what it was done to', async () => {
    const ids = app.services.publicIds;
    expect(await actions({ actorId: ids.encode('usr', 7) })).toEqual(['settings.updated', 'customer.created']);
    expect(await actions({ objectId: ids.encode('cus', 50) })).toEqual(['customer.updated', 'customer.created']);
  });

  it('is for those who may read it', async () => {
    const { errors } = await app.execute(app.ctxFor('STEWARD'), '{ auditEntries { nodes { id } } }');
    expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });
});
