import { APPROVAL_ACTS, type ApprovalAct, type ApprovalState } from '@dossier/shared/access';
import { Arg, Ctx as FromContext, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { type Page, type PageRequest, pageRequest, toPage } from '../../../platform/graphql/connection.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { answer } from '../../../platform/graphql/user-error.type.ts';
import { type ApprovalRecord, toApproval } from './approval.repository.ts';
import {
  type Approval,
  ApprovalActEnum,
  ApprovalConnection,
  ApprovalDecisionInput,
  ApprovalPayload,
  ApprovalStateEnum,
  shownApproval,
  toApprovals,
} from './approval.type.ts';
import { decideApproval, withdrawApproval } from './decide-approval.ts';
import { actsAlone, findDeciders, isBusinessOf } from './deciders.ts';

/** What takes two people: what was asked for, and deciding about it. */
@Resolver()
export class ApprovalResolver {
  @Query(() => ApprovalConnection, {
    description: 'Requests for approval, the latest first: your own, and those your permissions are about.',
  })
  async approvals(
    @Arg('states', () => [ApprovalStateEnum], { nullable: true }) states: ApprovalState[] | null,
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many at most, up to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on from.' }) after: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<Page<Approval>> {
    const page = pageRequest(ctx, `approvals:${states?.toSorted().join() ?? ''}`, { first, after });
    const shown = toApprovals(await listApprovals(ctx, page, states));
    return toPage(ctx, page, shown, ({ record }) => [record.id]);
  }

  @Query(() => [ApprovalActEnum], {
    description:
      'What fewer than two people could decide about: where nobody else can, it is done after a day’s wait. Needs USER_MANAGE.',
  })
  async singleOperatorActs(@FromContext() ctx: Ctx): Promise<readonly ApprovalAct[]> {
    return actsAlone(await findDeciders(ctx.db.read, ctx.now()));
  }

  @Mutation(() => ApprovalPayload, {
    description:
      'Approves or refuses what somebody else asked for; what is approved is done at once. Needs a permission that it is about and a fresh proof of who you are.',
  })
  async approvalDecide(
    @Arg('input', () => ApprovalDecisionInput) input: ApprovalDecisionInput,
    @FromContext() ctx: Ctx,
  ): Promise<ApprovalPayload> {
    return await answer(ctx, async () => {
      const id = ctx.publicIds.decode('apr', input.id) ?? refuse('NOT_FOUND', ['input', 'id']);
      await decideApproval(ctx, { ...input, id });
      return { approval: await shownApproval(ctx, id) };
    });
  }

  @Mutation(() => ApprovalPayload, { description: 'Takes back what you asked for, as long as it was not done.' })
  async approvalWithdraw(@Arg('id', () => ID) id: string, @FromContext() ctx: Ctx): Promise<ApprovalPayload> {
    return await answer(ctx, async () => {
      const key = ctx.publicIds.decode('apr', id) ?? refuse('NOT_FOUND', ['id']);
      await withdrawApproval(ctx, key);
      return { approval: await shownApproval(ctx, key) };
    });
  }
}

// One more than the page holds.
async function listApprovals(
  ctx: Ctx,
  page: PageRequest,
  states: readonly ApprovalState[] | null,
): Promise<ApprovalRecord[]> {
  const { userId, permissions } = ctx.actor;
  const acts = APPROVAL_ACTS.filter((act) => isBusinessOf(act, permissions));
  const [before] = page.after ?? [];
  let query = ctx.db.read
    .selectFrom('approval_request')
    .selectAll()
    .where((eb) => eb.or([eb('asked_by', '=', userId), ...(acts.length > 0 ? [eb('act', 'in', acts)] : [])]));
  if (typeof before === 'number') query = query.where('id', '<', before);
  if (states && states.length > 0) query = query.where('state', 'in', states);
  const rows = await query
    .orderBy('id', 'desc')
    .limit(page.first + 1)
    .execute();
  return rows.map(toApproval);
}
