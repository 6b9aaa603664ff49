import type { ApprovalAct } from '@dossier/shared/access';
import DataLoader from 'dataloader';
import type { Ctx } from '../../../platform/context/context.ts';
import { type ApprovalRecord, approvalsOf } from './approval.repository.ts';
import { type Approval, toApprovals } from './approval.type.ts';

interface Subject {
  readonly act: ApprovalAct;
  readonly key: number;
}

const makeLoader = (ctx: Ctx) =>
  new DataLoader<Subject, ApprovalRecord | undefined, string>(
    async (subjects) => {
      const acts = [...new Set(subjects.map(({ act }) => act))];
      const found = new Map(
        await Promise.all(
          acts.map(async (act) => {
            const keys = subjects.filter((one) => one.act === act).map(({ key }) => key);
            return [act, await approvalsOf(ctx.db.read, act, keys)] as const;
          }),
        ),
      );
      return subjects.map(({ act, key }) => found.get(act)?.get(key));
    },
    { cacheKeyFn: ({ act, key }) => `${act} ${key}` },
  );

/** The latest request for approval of something, read together with the others asked for at the same moment. */
export async function loadApproval(ctx: Ctx, act: ApprovalAct, key: number): Promise<Approval | null> {
  const record = await ctx.once(makeLoader).load({ act, key });
  return record ? (toApprovals([record])[0] ?? null) : null;
}
