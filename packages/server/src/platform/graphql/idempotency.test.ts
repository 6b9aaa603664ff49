import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { createTestServices, systemContext } from '../testing/test-context.ts';
import type { Ctx } from '../context/context.ts';
import { idempotent } from './idempotency.ts';
import { refuse } from './refused.ts';

let test: TestDatabase;
let now = 1_000_000_000_000;
let ctx: Ctx;
beforeAll(async () => {
  test = await createTestDatabase();
  ctx = systemContext(createTestServices(test.db, test.folder, { now: () => now }));
});
afterAll(async () => await test.drop());

let nextId = 1;
const create = async (key: string | undefined, name: string, as: Ctx = ctx) =>
  await idempotent(as, key, { operation: 'tagCreate', input: { name, colour: 'red' } }, async (trx) => {
    const id = nextId++;
    await trx.insertInto('tag').values({ id, name, colour: null, created_at: now }).execute();
    return id;
  });
const count = async () =>
  Number(
    (
      await test.db.read
        .selectFrom('tag')
        .select((eb) => eb.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  );

describe('idempotent', () => {
  it('does the work once and answers the same again', async () => {
    const first = await create('k1', 'a');
    expect(await create('k1', 'a')).toEqual(first);
    expect(await count()).toBe(1);
  });

  it('keeps nothing that a value of the request could be guessed from', async () => {
    const rows = await test.db.read.selectFrom('idempotency_key').selectAll().where('name', '=', 'k1').execute();
    expect(rows.map(({ answer }) => answer)).toEqual(['1']);
    const plain = `tagCreate\n${JSON.stringify({ colour: 'red', name: 'a' })}`;
    expect(rows[0]?.fingerprint).not.toBe(createHash('sha256').update(plain).digest('hex'));
  });

  it('refuses another request under the same key, and nothing changes', async () => {
    await expect(create('k1', 'b')).rejects.toMatchObject({ refusals: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] });
    expect(await count()).toBe(1);
  });

  it('does the work once for sixteen requests at the same time', async () => {
    const before = await count();
    const answers = await Promise.all(Array.from({ length: 16 }, async () => await create('k2', 'c')));
    expect(new Set(answers).size).toBe(1);
    expect(await count()).toBe(before + 1);
  });

  it('keeps keys of different actors apart', async () => {
    const other = { ...ctx, actor: { ...ctx.actor, kind: 'user' as const, userId: 7 } };
    expect(await create('k1', 'd', other)).not.toEqual(await create('k1', 'a'));
  });

  it('does not keep a refusal', async () => {
    const refusing = idempotent(ctx, 'k3', { operation: 'x', input: 1 }, async () => refuse('INVALID'));
    await expect(refusing).rejects.toMatchObject({ refusals: [{ code: 'INVALID' }] });
    expect(await idempotent(ctx, 'k3', { operation: 'x', input: 1 }, async () => 5)).toBe(5);
  });

  it('passes on a unique key that the work itself met', async () => {
    await expect(create('k4', 'a')).rejects.toThrow();
    await expect(create(undefined, 'a')).rejects.toThrow();
  });

  it('forgets a key after a day', async () => {
    now += 24 * 3_600_000 + 1;
    await expect(create('k1', 'e')).resolves.toBe(nextId);
  });
});
