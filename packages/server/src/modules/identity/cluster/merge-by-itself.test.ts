import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actingUser } from '../../../app/acting-user.ts';
import { jobDefinitions } from '../../../app/jobs.ts';
import { runJobs } from '../../../app/testing/approvals.ts';
import { addCustomer } from '../../../app/testing/customers.ts';
import { addSomebody } from '../../../app/testing/somebody.ts';
import { contextAs } from '../../../app/testing/staff.ts';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { findOrphans } from '../../../platform/database/find-orphans.ts';
import { startJobRunner } from '../../../platform/jobs/job-runner.ts';
import { RUNS_KEPT } from '../run/forget-old-runs.ts';

const ONCE =
  '赵建国 钱秀英 孙志强 李桂兰 周国栋 吴淑珍 郑海涛 王雅琴 冯德明 陈丽华 褚文斌 卫玉梅 蒋永康 沈慧敏 韩世杰 杨凤仙 朱立新 秦美玲 尤光辉 许静宜'.split(
    ' ',
  );
const TWICE = '司马春兰 诸葛长风 上官云飞 慕容雪松 皇甫少华 令狐远山 公孙明月 宇文青竹'.split(' ');
/** In the language of whoever's process merged it. */
const REASON =
  /^(Merged automatically: search of [-\d]+ [:\d]+, chance 99\.\d+%, policy version 1|自动合并：[-\d]+ [:\d]+ 的查重，可能性 99\.\d+%，规则第 1 版)$/;
const PLAN = 'runId state policyVersion clusters customers pairs merged undone left { why clusters } decidedBy { id }';

let app: TestApp;
let steward: Ctx;
let stewardId: string;
let ids: string[][];
beforeAll(async () => {
  app = await createTestApp();
  const somebody = await addSomebody(app, 'DATA_STEWARD');
  stewardId = somebody.id;
  steward = contextAs(app, 'DATA_STEWARD', somebody.userId);
  for (const [place, name] of ONCE.entries()) await addCustomer(app, person(name, place, `1380013${8100 + place}`));
  ids = [];
  for (const [place, name] of TWICE.entries()) {
    const one = person(name, 30 + place, `1391234${5600 + 7 * place}`);
    ids.push([await addCustomer(app, one), await addCustomer(app, one)]);
  }
});
afterAll(async () => {
  expect(await findOrphans(app.services.db)).toEqual([]);
  await app.close();
});

function person(name: string, place: number, phone: string) {
  const birthDate = `19${50 + place}-0${1 + (place % 9)}-1${place % 10}`;
  const email = `somebody.${place}@${place}.example`;
  return {
    name,
    birthDate,
    contactPoints: [
      { type: 'PHONE', value: phone },
      { type: 'EMAIL', value: email },
    ],
  };
}

async function compare() {
  await app.data(steward, 'mutation { matchRunStart { userErrors { code } } }');
  await runJobs(app);
}
async function plan() {
  return (await app.data(steward, `{ matchPlan { ${PLAN} } }`)).matchPlan;
}
async function setPolicy(input: object) {
  const { matchPolicyUpdate } = await app.data(
    app.ctxFor('ADMIN'),
    `mutation ($input: MatchPolicyInput!) {
      matchPolicyUpdate(input: $input) { matchPolicy { version mergeFrom confirmed } userErrors { code field } }
    }`,
    { input },
  );
  return matchPolicyUpdate;
}
async function decide(runId: string, approve: boolean, as: Ctx = steward) {
  const { matchPlanDecide } = await app.data(
    as,
    `mutation ($input: MatchPlanDecideInput!) { matchPlanDecide(input: $input) { matchPlan { state } userErrors { code } } }`,
    { input: { runId, approve } },
  );
  return matchPlanDecide;
}
async function statuses(): Promise<string[]> {
  const found = await Promise.all(
    ids
      .flat()
      .map(
        async (id) => (await app.data(steward, 'query ($id: ID!) { customer(id: $id) { status } }', { id })).customer,
      ),
  );
  return found.map(({ status }) => status);
}
async function operations() {
  return await app.services.db.read.selectFrom('custody_operation').select(['id', 'kind', 'reason']).execute();
}

/** Lets a process of its own do the jobs, and kills it when it has merged, or undone, so many groups. */
async function killAfter(state: 'MERGED' | 'UNDONE', groups: number): Promise<void> {
  const { db, dataFolder } = app.services;
  const server = process.env['DOSSIER_TEST_MYSQL_URL'];
  const url =
    db.address.engine === 'sqlite'
      ? `sqlite:${db.address.path}`
      : Object.assign(new URL(server ?? ''), { pathname: db.address.database }).toString();
  const script = fileURLToPath(new URL('./testing/merge-worker.ts', import.meta.url));
  const worker = spawn(process.execPath, ['--import', '@oxc-node/core/register', script, url, dataFolder, '400'], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const done = async () =>
    (await db.read.selectFrom('match_cluster').select('id').where('state', '=', state).execute()).length;
  await expect.poll(done, { timeout: 20_000, interval: 2 }).toBeGreaterThanOrEqual(groups);
  worker.kill('SIGKILL');
  await once(worker, 'exit');
}

/** Does what is left once the lease of who was killed is over. */
async function goOn(): Promise<void> {
  await sleep(500);
  const actorOf = async (userId: number) => await actingUser(app.services, userId);
  const runner = startJobRunner({ services: app.services, definitions: jobDefinitions, actorOf, pollMs: 5 });
  await runner.idle();
  await runner.stop();
}

describe('merging by itself', () => {
  it('does nothing before an administrator says so', async () => {
    await compare();
    expect(await plan()).toBeNull();
    expect(await statuses()).toEqual(ids.flat().map(() => 'ACTIVE'));
  });

  it('first says what it would do, and waits for somebody who may merge everybody', async () => {
    expect(await setPolicy({ mergeFrom: 0.999 })).toEqual({
      matchPolicy: { version: 1, mergeFrom: 0.999, confirmed: false },
      userErrors: [],
    });
    await compare();
    const proposed = await plan();
    expect(proposed).toMatchObject({
      state: 'PROPOSED',
      policyVersion: 1,
      clusters: 8,
      customers: 16,
      pairs: 8,
      merged: 0,
      left: [],
      decidedBy: null,
    });
    const { matchClusters } = await app.data(
      steward,
      `query ($runId: ID!) { matchClusters(runId: $runId, states: [MERGE], first: 3) { nodes { state weakest members { id } } pageInfo { hasNextPage } } }`,
      { runId: proposed.runId },
    );
    expect(matchClusters.pageInfo.hasNextPage).toBe(true);
    for (const { weakest, members } of matchClusters.nodes) {
      expect(weakest).toBeGreaterThanOrEqual(0.999);
      expect(ids.map((pair) => pair.toSorted())).toContainEqual(members.map(({ id }: { id: string }) => id).toSorted());
    }
    expect(await statuses()).toEqual(ids.flat().map(() => 'ACTIVE'));
    const seller = await app.execute(
      app.ctxFor('SALES'),
      'mutation ($input: MatchPlanDecideInput!) { matchPlanDecide(input: $input) { userErrors { code } } }',
      { input: { runId: proposed.runId, approve: true } },
    );
    expect(seller.errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });

  it('leaves to people what was said to be two or put off, or changed since it was compared', async () => {
    const pairOf = async (id: string | undefined) =>
      (
        await app.data(steward, 'query ($filter: MatchPairFilter) { matchPairs(filter: $filter) { nodes { id } } }', {
          filter: { customerId: id },
        })
      ).matchPairs.nodes[0].id;
    for (const [place, verdict] of ['NOT_SAME', 'LATER'].entries())
      await app.data(
        steward,
        'mutation ($input: MatchDecideInput!) { matchDecide(input: $input) { userErrors { code } } }',
        { input: { id: await pairOf(ids[place]?.[0]), verdict } },
      );
    const [, , changed] = ids;
    const { customer } = await app.data(steward, 'query ($id: ID!) { customer(id: $id) { version } }', {
      id: changed?.[1],
    });
    await app.data(
      steward,
      `mutation ($id: ID!, $version: String!, $input: CustomerUpdateInput!) { customerUpdate(id: $id, version: $version, input: $input) { userErrors { code } } }`,
      { id: changed?.[1], version: customer.version, input: { note: 'met him today' } },
    );
    const { runId } = await plan();
    expect(await decide(runId, true)).toEqual({ matchPlan: { state: 'APPROVED' }, userErrors: [] });
    expect((await decide(runId, true)).userErrors).toEqual([{ code: 'WRONG_STATE' }]);
    // While it is carried out, the process dies; another goes on.
    await killAfter('MERGED', 2);
    await goOn();
    const done = await plan();
    expect(done).toMatchObject({ state: 'DONE', clusters: 5, customers: 10, pairs: 5, merged: 5 });
    expect(done.decidedBy).toEqual({ id: stewardId });
    expect(done.left.toSorted((a: { why: string }, b: { why: string }) => (a.why < b.why ? -1 : 1))).toEqual([
      { why: 'CHANGED', clusters: 1 },
      { why: 'DECIDED', clusters: 2 },
    ]);
    expect(await statuses()).toEqual(ids.flatMap((_, place) => ['ACTIVE', place < 3 ? 'ACTIVE' : 'MERGED']));
    const merges = await operations();
    expect(merges.map(({ kind }) => kind)).toEqual(Array.from({ length: 5 }, () => 'MERGE'));
    for (const { reason } of merges) expect(reason).toMatch(REASON);
  });

  it('asks no more while the policy merges no more than was looked at, and learns nothing from what it did itself', async () => {
    const said = async () =>
      (await app.services.db.read.selectFrom('match_decision').select('verdict').execute()).map((one) => one.verdict);
    expect((await said()).toSorted()).toEqual(['LATER', 'NOT_SAME']);
    await compare();
    expect(await plan()).toMatchObject({
      state: 'DONE',
      clusters: 1,
      merged: 1,
      decidedBy: null,
      left: [{ why: 'DECIDED', clusters: 1 }],
    });
    expect(await setPolicy({ mostMembers: 3 })).toMatchObject({ matchPolicy: { confirmed: true } });
    expect(await setPolicy({ mostMembers: 4 })).toMatchObject({ matchPolicy: { confirmed: false } });
  });

  it('is undone as a whole, also when the process dies meanwhile, and does not come back by itself', async () => {
    const { matchRuns } = await app.data(steward, '{ matchRuns { nodes { id found drift { field before now } } } }');
    expect(matchRuns.nodes).toHaveLength(3);
    expect(matchRuns.nodes[2].drift).toEqual([]);
    expect(matchRuns.nodes[1].drift.length).toBeGreaterThan(5);
    const [, runId] = matchRuns.nodes.map(({ id }: { id: string }) => id);
    const undo = async () =>
      (
        await app.data(
          steward,
          'mutation ($input: MatchPlanUndoInput!) { matchPlanUndo(input: $input) { matchPlan { state } userErrors { code } } }',
          { input: { runId, reason: 'too bold' } },
        )
      ).matchPlanUndo;
    expect(await undo()).toEqual({ matchPlan: { state: 'UNDOING' }, userErrors: [] });
    await killAfter('UNDONE', 2);
    await goOn();
    const { matchPlan } = await app.data(steward, `query ($runId: ID!) { matchPlan(runId: $runId) { ${PLAN} } }`, {
      runId,
    });
    expect(matchPlan).toMatchObject({ state: 'UNDONE', merged: 0, undone: 5 });
    expect(await statuses()).toEqual(ids.flatMap((_, place) => ['ACTIVE', place === 2 ? 'MERGED' : 'ACTIVE']));
    const undone = (await operations()).filter(({ kind }) => kind === 'UNMERGE');
    expect(undone.map(({ reason }) => reason)).toEqual(Array.from({ length: 5 }, () => 'too bold'));
    await compare();
    const after = await app.data(steward, `query ($runId: ID) { matchPlan(runId: $runId) { ${PLAN} } }`, {
      runId: (await app.data(steward, '{ matchRun { id } }')).matchRun.id,
    });
    expect(after.matchPlan).toBeNull();
    expect((await statuses()).filter((status) => status === 'MERGED')).toHaveLength(1);
  });

  it(`keeps the last ${RUNS_KEPT} runs, and what people decided for ever`, async () => {
    const { db } = app.services;
    const started = Date.UTC(2020, 0, 1);
    await db.ids.ensure(RUNS_KEPT);
    const old = Array.from({ length: RUNS_KEPT }, (_, place) => ({
      id: db.ids.take(),
      job_id: 1,
      actor_id: null,
      started_at: started + place,
      finished_at: started + place,
      phase: 'DONE',
    }));
    await db.transaction(async (trx) => {
      await trx.insertInto('match_run').values(old).execute();
      await trx.updateTable('match_pair').set({ run_id: old[0]?.id }).where('state', '=', 'NOT_SAME').execute();
    });
    await compare();
    const runs = await db.read.selectFrom('match_run').select('id').execute();
    expect(runs).toHaveLength(RUNS_KEPT);
    const kept = await db.read.selectFrom('match_pair').select('run_id').where('state', '=', 'NOT_SAME').execute();
    expect(kept).toEqual([{ run_id: 0 }]);
    expect(await findOrphans(db)).toEqual([]);
  });
});
