import type { Ctx } from '../../../platform/context/context.ts';
import { keyedDigest } from '../../../platform/crypto/keyed-digest.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { JobFailed, type JobStep } from '../../../platform/jobs/define-job.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { type ApprovalRecord, approvalsOf, askApproval, followApproval, payloadOf } from '../../access/index.ts';
import type { CustomerSelectionInput } from '../../search/index.ts';
import { changeExport, classesOf, type ExportRecord, fieldsOf } from './export.repository.ts';

const DAY_MS = 24 * 3_600_000;
/** Customers go on coming while an export waits: so much more than were counted is approved with them. */
const GROWTH = 0.1;

/** What an approval of an export is about. */
interface ExportAsked {
  /** How many customers at most. */
  readonly most: number;
  /** Keyed digest of what is selected, and of the fields and the format. */
  readonly content: string;
}

/**
 * Whether an export may be written now. One with personal values waits for an approval when it would bring its maker above the
 * installation's limit of customers within 24 hours, those of other exports counted that nobody approved. The system's are the
 * operator's at the command line.
 *
 * @throws JobFailed when it is not what was approved
 */
export async function releaseExport(
  step: JobStep,
  record: ExportRecord,
  selection: CustomerSelectionInput,
  total: number,
): Promise<boolean> {
  const { ctx } = step;
  if (ctx.actor.kind === 'system' || !holdsPersonal(record)) return true;
  const asked: ExportAsked = { most: Math.ceil(total * (1 + GROWTH)), content: contentOf(ctx, record, selection) };
  const { massExportAbove } = await ctx.settings();
  await ctx.db.ids.ensure(4);
  const { released } = await step.commit(async (trx) => {
    // Two exports of one maker that begin at the same moment see each other.
    await lockRows(trx, 'staff_user', [record.createdBy]);
    const approval = (await approvalsOf(trx, 'MASS_EXPORT', [record.id])).get(record.id);
    if (approval) return { progress: 0, released: isReleased(approval, asked, total) };
    const released = (await takenLately(trx, ctx, record)) + total <= massExportAbove;
    if (!released) await ask(trx, ctx, record, conditionsOf(selection), asked);
    await changeExport(trx, ctx, record.id, { state: released ? 'RUNNING' : 'PAUSED', total_rows: total });
    return { progress: 0, released };
  });
  return released;
}

function isReleased(approval: ApprovalRecord, asked: ExportAsked, total: number): boolean {
  if (approval.state !== 'USED') return false;
  // Written by `ask` only.
  const approved = payloadOf(approval).data as ExportAsked;
  if (approved.content === asked.content && total <= approved.most) return true;
  throw new JobFailed('This is not what was approved: there are more customers, or something else was chosen.');
}

async function ask(
  trx: Trx,
  ctx: Ctx,
  { id, reason, fields, format }: ExportRecord,
  conditions: readonly string[],
  asked: ExportAsked,
): Promise<void> {
  await askApproval(trx, ctx, {
    act: 'MASS_EXPORT',
    subjectKey: id,
    reason,
    details: [
      { name: 'CUSTOMERS', values: [String(asked.most)] },
      { name: 'FIELDS', values: fields },
      { name: 'CONDITIONS', values: conditions },
      { name: 'FORMAT', values: [format] },
    ],
    data: asked,
  });
}

/** Goes on with an export that was approved, or ends one that was not. */
export const exportDecidedJob = followApproval('MASS_EXPORT', {
  carryOut: async (trx, ctx, { subject_key: id }) => {
    const jobId = await enqueue(trx, ctx, { kind: 'export.run', payload: { exportId: id } });
    await changeExport(trx, ctx, id, { state: 'QUEUED', job_id: jobId });
  },
  giveUp: async (trx, ctx, { subject_key: id }) =>
    await changeExport(trx, ctx, id, { state: 'CANCELLED', finished_at: ctx.now() }),
});

/** How many customers' personal values the maker of an export had in others within a day without anybody's approval. */
async function takenLately(trx: Trx, ctx: Ctx, { id, createdBy }: ExportRecord): Promise<number> {
  const others = await trx
    .selectFrom('export_run')
    .select(['id', 'fields', 'total_rows'])
    .where('created_by', '=', createdBy)
    .where('created_at', '>', ctx.now() - DAY_MS)
    .where('state', 'in', ['RUNNING', 'DONE'])
    .where('id', '<>', id)
    .execute();
  if (others.length === 0) return 0;
  const approved = await approvalsOf(
    trx,
    'MASS_EXPORT',
    others.map((other) => other.id),
  );
  return others
    .filter((other) => !approved.has(other.id) && holdsPersonal({ fields: fieldsOf(other) }))
    .reduce((sum, { total_rows }) => sum + (total_rows ?? 0), 0);
}

function holdsPersonal(of: Pick<ExportRecord, 'fields'>): boolean {
  return classesOf(of).includes('PERSONAL');
}

function contentOf({ keys }: Ctx, { fields, format }: ExportRecord, selection: CustomerSelectionInput): string {
  return keyedDigest(keys, 'export', JSON.stringify([selection, fields, format]));
}

/** By what customers are chosen, without the values, which whoever approves may not be allowed to read. */
function conditionsOf({ ids, filter, search }: CustomerSelectionInput): string[] {
  if (ids) return ['CHOSEN'];
  const fields = Object.entries(filter ?? {}).flatMap(([name, value]) => (value == null ? [] : [name]));
  const all = [...fields, ...(search?.trim() ? ['SEARCH'] : [])];
  return all.length > 0 ? all : ['ALL'];
}
