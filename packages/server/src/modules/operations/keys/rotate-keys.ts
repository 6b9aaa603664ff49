import { addIndexVersion } from '../../../platform/crypto/key-store/rotate-index.ts';
import { addMasterVersion } from '../../../platform/crypto/key-store/rotate-master.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Queryable } from '../../../platform/database/tables.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { recordAudit } from '../../audit/index.ts';
import { RESEAL_JOB, type ResealPayload } from './reseal.job.ts';
import { REWRAP_JOB } from './rewrap.job.ts';

/** Which keys are replaced: those that wrap, those of subjects, or those of blind indexes. */
export type RotatedKeys = 'MASTER' | 'DATA' | 'INDEX';

/** A rotation that was begun. */
export interface BegunRotation {
  /** The new version; of subjects' keys, their generation. */
  readonly version: number;
  /** The job that does the rest. */
  readonly jobId: number;
}

/**
 * Makes a new key, which everything is written with from now on, and queues the job that goes through what is stored. What is
 * asked for meanwhile is answered with either. One rotation runs at a time: refuses with WRONG_STATE while another one does.
 */
export async function rotateKeys(ctx: Ctx, what: RotatedKeys): Promise<BegunRotation> {
  await ctx.db.ids.ensure(2);
  const running = await ctx.db.read
    .selectFrom('job')
    .select('id')
    .where('kind', 'in', [REWRAP_JOB, RESEAL_JOB])
    .where('state', 'in', ['QUEUED', 'RUNNING', 'PAUSED'])
    .executeTakeFirst();
  if (running) refuse('WRONG_STATE');
  const version = await makeKeys(ctx, what);
  const payload: ResealPayload = { generation: what === 'DATA' ? version : 0, retireIndex: what === 'INDEX' };
  const jobId = await ctx.db.transaction(async (trx) => {
    await recordAudit(trx, ctx, {
      action: 'keys.rotated',
      objectType: 'keyStore',
      detail: { what: what.toLowerCase(), version },
    });
    const request = what === 'MASTER' ? { kind: REWRAP_JOB, payload: {} } : { kind: RESEAL_JOB, payload };
    return await enqueue(trx, ctx, { ...request, uniqueKey: 'keys.rotation' });
  });
  return { version, jobId };
}

/** The job of the last rotation that was begun. */
export async function lastRotation(db: Queryable): Promise<number | undefined> {
  const row = await db
    .selectFrom('job')
    .select('id')
    .where('kind', 'in', [REWRAP_JOB, RESEAL_JOB])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}

async function makeKeys({ keyStore }: Ctx, what: RotatedKeys): Promise<number> {
  if (what === 'MASTER') return await addMasterVersion(keyStore);
  if (what === 'INDEX') return await addIndexVersion(keyStore);
  // Subjects' keys are made when their values are sealed anew, a batch before each.
  const { db } = await keyStore.parts();
  const { newest } = await db.read
    .selectFrom('subject_key')
    .select(({ fn }) => fn.max<number | null>('generation').as('newest'))
    .executeTakeFirstOrThrow();
  return Number(newest ?? 0) + 1;
}
