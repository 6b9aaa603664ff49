import { setTimeout as sleep } from 'node:timers/promises';
import { actingUser } from '../acting-user.ts';
import { jobDefinitions } from '../jobs.ts';
import type { TestApp } from './test-app.ts';
import type { Ctx } from '../../platform/context/context.ts';
import { startJobRunner } from '../../platform/jobs/job-runner.ts';
import { systemContext } from '../../platform/testing/test-context.ts';
import { settleApprovals } from '../../modules/access/index.ts';

const SHOWN = `id act state digest reason opensAt concerns { name } askedBy { name } decidedBy { name } decisionReason
  details { name values } viewerCanApprove viewerCanRefuse viewerCanWithdraw`;

const LOOK_EVERY_MS = 100;
const MOST_LOOKS = 50;

/** Does what jobs are waiting, with the rights that those who asked have now. */
export async function runJobs(app: TestApp): Promise<void> {
  const { services } = app;
  const actorOf = async (userId: number) => await actingUser(services, userId);
  const runner = startJobRunner({ services, definitions: jobDefinitions, actorOf, pollMs: 5 });
  await runner.idle();
  // What a server on which much else goes on gave up once is tried again a second later.
  for (let left = MOST_LOOKS; left > 0 && (await hasRetries(app)); left--) {
    await sleep(LOOK_EVERY_MS);
    await runner.idle();
  }
  await runner.stop();
}

async function hasRetries({ services }: TestApp): Promise<boolean> {
  const soon = services.now() + LOOK_EVERY_MS * MOST_LOOKS;
  const row = await services.db.read
    .selectFrom('job')
    .select('id')
    .where('state', '=', 'QUEUED')
    .where('attempts', '>', 0)
    .where('run_after', '<', soon)
    .executeTakeFirst();
  return row !== undefined;
}

/** What the background does about requests, and about what follows from them. */
export async function settle(app: TestApp): Promise<void> {
  await settleApprovals(systemContext(app.services));
  await runJobs(app);
}

/** The latest request that somebody sees. */
export async function latestApproval(app: TestApp, as: Ctx) {
  const { approvals } = await app.data(as, `{ approvals(first: 1) { nodes { ${SHOWN} } } }`);
  return approvals.nodes[0];
}

/** Decides about a request as it is shown, and answers how it stands or why not. */
export async function decide(
  app: TestApp,
  as: Ctx,
  { id, digest }: { readonly id: string; readonly digest: string },
  approve = true,
): Promise<string> {
  const { approvalDecide } = await app.data(
    as,
    'mutation ($input: ApprovalDecisionInput!) { approvalDecide(input: $input) { approval { state } userErrors { code } } }',
    { input: { id, digest, approve, reason: 'seen' } },
  );
  return approvalDecide.approval?.state ?? approvalDecide.userErrors[0].code;
}

/** Approves the latest request that somebody sees, and has it done. */
export async function approveLatest(app: TestApp, as: Ctx): Promise<void> {
  const state = await decide(app, as, await latestApproval(app, as));
  if (state !== 'APPROVED') throw new Error(state);
  await runJobs(app);
}
