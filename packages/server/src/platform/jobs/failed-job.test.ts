import { afterAll, beforeAll, expect, it } from 'vitest';
import { SYSTEM } from '../context/actor.ts';
import { createTestServices, systemContext } from '../testing/test-context.ts';
import { createTestDatabase, type TestDatabase, testEngine } from '../testing/test-database.ts';
import { defineJob } from './define-job.ts';
import { enqueue } from './enqueue.ts';
import { startJobRunner } from './job-runner.ts';

const PHONE = '13800138000';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(async () => await test.drop());

it('a job that failed says what, where and by which rule, in the log too, and nothing of the values', async () => {
  const logged: object[] = [];
  const silent = createTestServices(test.db, test.folder);
  const services = { ...silent, log: { ...silent.log, error: (fields: object) => void logged.push(fields) } };
  const twice = defineJob({
    kind: 'test.twice',
    run: async function enterTwice({ ctx }) {
      for (const id of [1, 2])
        await ctx.db.transaction(async (trx) => {
          await trx.insertInto('tag').values({ id, name: PHONE, colour: null, created_at: 1 }).execute();
        });
    },
  });
  const request = { kind: 'test.twice', payload: {}, maxAttempts: 1 };
  const job = await test.db.transaction(async (trx) => await enqueue(trx, systemContext(services), request));
  const actorOf = async () => ({ actor: SYSTEM, locale: 'en' as const });
  const runner = startJobRunner({ services, definitions: [twice], actorOf, pollMs: 5 });
  const row = async () => await test.db.read.selectFrom('job').selectAll().executeTakeFirstOrThrow();
  await expect.poll(async () => (await row()).state).toBe('FAILED');
  await runner.stop();

  const what =
    testEngine() === 'sqlite'
      ? 'Error ERR_SQLITE_ERROR 2067 on tag.name'
      : expect.stringMatching(/^Error ER_DUP_ENTRY on (tag\.)?tag_name_unique$/);
  expect(logged).toMatchObject([{ job, kind: 'test.twice', attempts: 1, error: what }]);
  const { problem } = await row();
  expect(problem).toMatch(
    /^It failed unexpectedly \(Error ER\w+( 2067)? on [\w.]+ in failed-job\.test\.ts:\d+\)\. The log has more under job \d+\.$/,
  );
  expect(`${problem}${JSON.stringify(logged)}`).not.toContain(PHONE);
});
