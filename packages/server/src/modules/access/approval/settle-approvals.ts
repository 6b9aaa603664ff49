import { type ApprovalAct, NEVER_ALONE } from '@dossier/shared/access';
import type { Ctx } from '../../../platform/context/context.ts';
import { isDuplicateKey } from '../../../platform/database/engine-errors.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { recordAudit } from '../../audit/index.ts';
import { countActiveAdministrators } from '../user.repository.ts';
import { type ApprovalRecord, findApproval, moveApproval, toApproval } from './approval.repository.ts';
import { ALONE_WAIT_MS } from './ask-approval.ts';
import { actsAlone, type Deciders, findDeciders, othersFor } from './deciders.ts';
import { endApproval } from './end-approval.ts';

/** What can be open at a time is asked for by people; more than this waits for the next round. */
const AT_ONCE = 500;

/**
 * Ends requests whose time is over, and approves those that nobody but who asked could decide about, when they have waited for a
 * day. Once there is somebody else, that person has to decide. Notes for which acts there is nobody else. Safe to do twice at once.
 */
export async function settleApprovals(ctx: Ctx): Promise<void> {
  const deciders = await findDeciders(ctx.db.read, ctx.now());
  await noteWhoIsAlone(ctx, deciders);
  const open = await ctx.db.read
    .selectFrom('approval_request')
    .selectAll()
    .where('state', 'in', ['WAITING', 'APPROVED'])
    .orderBy('id')
    .limit(AT_ONCE)
    .execute();
  for (const record of open.map(toApproval)) {
    if (!isToSettle(ctx.now(), record, deciders)) continue;
    await ctx.db.ids.ensure(3);
    await ctx.db.transaction(async (trx) => await settle(trx, ctx, record.id));
  }
}

function isToSettle(now: number, record: ApprovalRecord, deciders: Deciders): boolean {
  if (record.expires_at <= now) return true;
  if (record.state !== 'WAITING' || NEVER_ALONE.has(record.act)) return false;
  const alone = othersFor(deciders, record).length === 0;
  return alone ? record.opens_at === null || record.opens_at <= now : record.opens_at !== null;
}

// Looks again, since somebody may have come or decided meanwhile.
async function settle(trx: Trx, ctx: Ctx, id: number): Promise<void> {
  const now = ctx.now();
  const record = await findApproval(trx, id);
  if (!record || (record.state !== 'WAITING' && record.state !== 'APPROVED')) return;
  if (record.expires_at <= now) {
    await endApproval(trx, ctx, record, 'EXPIRED');
    return;
  }
  if (record.state !== 'WAITING' || NEVER_ALONE.has(record.act)) return;
  const alone = othersFor(await findDeciders(trx, now), record).length === 0;
  if (!alone) await moveApproval(trx, id, 'WAITING', { opens_at: null });
  else if (record.opens_at === null) await moveApproval(trx, id, 'WAITING', { opens_at: now + ALONE_WAIT_MS });
  else if (record.opens_at <= now) await endApproval(trx, ctx, record, 'APPROVED', { decided_at: now });
}

async function noteWhoIsAlone(ctx: Ctx, deciders: Deciders): Promise<void> {
  const noted = await ctx.db.read.selectFrom('single_operator').select('act').execute();
  const before = new Set(noted.map(({ act }) => act));
  // Before the first administrator there is nobody to be alone.
  const alone = (await countActiveAdministrators(ctx.db.read)) === 0 ? [] : actsAlone(deciders);
  const began = alone.filter((act) => !before.has(act));
  const ended = [...before].filter((act) => !alone.some((one) => one === act));
  if (began.length === 0 && ended.length === 0) return;
  await ctx.db.ids.ensure(2);
  await ctx.db
    .transaction(async (trx) => await writeWhoIsAlone(trx, ctx, began, ended))
    .catch((error: unknown) => {
      // Another process was faster.
      if (!isDuplicateKey(error)) throw error;
    });
}

async function writeWhoIsAlone(
  trx: Trx,
  ctx: Ctx,
  began: readonly ApprovalAct[],
  ended: readonly string[],
): Promise<void> {
  const on = { objectType: 'installation' as const };
  if (began.length > 0) {
    const rows = began.map((act) => ({ act, since: ctx.now() }));
    await trx.insertInto('single_operator').values(rows).execute();
    await recordAudit(trx, ctx, { action: 'installation.singleOperatorBegan', ...on, detail: { acts: began } });
  }
  if (ended.length === 0) return;
  const gone = await trx.deleteFrom('single_operator').where('act', 'in', ended).executeTakeFirst();
  if (gone.numDeletedRows > 0n)
    await recordAudit(trx, ctx, { action: 'installation.singleOperatorEnded', ...on, detail: { acts: ended } });
}
