import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { subscribe, parse } from 'graphql';
import { createTestApp, type TestApp } from '../../app/testing/test-app.ts';
import { buildSchema } from '../../app/schema.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { sealedOutbox, sealRound } from '../../platform/outbox/sealer.ts';
import { publish } from '../../platform/outbox/publish.ts';

let app: TestApp;
let id: string;
let key: number;

beforeAll(async () => {
  app = await createTestApp();
  const ctx = app.ctxFor('ADMIN', 7);
  key = await app.services.db.transaction(async (trx) => await enqueue(trx, ctx, { kind: 'test.wait', payload: {} }));
  id = app.services.publicIds.encode('job', key);
});
afterAll(async () => await app.close());

const FIELDS = 'id kind state progress note attempts problem finishedAt';

describe('jobs', () => {
  it('shows the newest jobs, by state, and one job by its id', async () => {
    const ctx = app.ctxFor('STEWARD');
    const queued = {
      id,
      kind: 'test.wait',
      state: 'QUEUED',
      progress: null,
      note: null,
      attempts: 0,
      problem: null,
      finishedAt: null,
    };
    expect(await app.data(ctx, `{ jobs { ${FIELDS} } }`)).toEqual({ jobs: [queued] });
    expect(await app.data(ctx, `{ jobs(states: [FAILED, DONE]) { id } }`)).toEqual({ jobs: [] });
    expect(await app.data(ctx, `query ($id: ID!) { job(id: $id) { ${FIELDS} } }`, { id })).toEqual({ job: queued });
    expect(await app.data(ctx, `query ($id: ID!) { node(id: $id) { __typename id } }`, { id })).toEqual({
      node: { __typename: 'Job', id },
    });
    expect(await app.data(ctx, '{ job(id: "job_x") { id } }')).toEqual({ job: null });
  });

  it('shows nothing to those who may not read jobs', async () => {
    const { errors } = await app.execute(app.ctxFor('VIEWER'), '{ jobs { id } }');
    expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
    expect(await app.data(app.ctxFor('VIEWER'), `query ($id: ID!) { node(id: $id) { id } }`, { id })).toEqual({
      node: null,
    });
  });

  it('tells a subscriber how a job goes on, and ends with it', async () => {
    const ctx = app.ctxFor('STEWARD');
    const document = parse('subscription ($id: ID!) { jobChanged(id: $id) { state progress } }');
    const answers = await subscribe({ schema: buildSchema(), document, contextValue: ctx, variableValues: { id } });
    if (!(Symbol.asyncIterator in answers)) throw new Error(JSON.stringify(answers));
    expect((await answers.next()).value).toMatchObject({ data: { jobChanged: { state: 'QUEUED', progress: null } } });
    // The follower takes its place at its first look.
    await new Promise((resolve) => setTimeout(resolve, 300));
    await change({ state: 'RUNNING', progress: 0.5 });
    expect((await answers.next()).value).toMatchObject({ data: { jobChanged: { state: 'RUNNING', progress: 0.5 } } });
    await change({ state: 'DONE', progress: 1 });
    expect((await answers.next()).value).toMatchObject({ data: { jobChanged: { state: 'DONE', progress: 1 } } });
    expect((await answers.next()).done).toBe(true);
  });
});

async function change(to: { state: string; progress: number }): Promise<void> {
  const { db } = app.services;
  await db.transaction(async (trx) => {
    await trx.updateTable('job').set(to).where('id', '=', key).execute();
    await publish(trx, app.ctxFor('ADMIN'), { type: 'job.changed', objectId: key });
  });
  await sealRound(db, sealedOutbox);
}
