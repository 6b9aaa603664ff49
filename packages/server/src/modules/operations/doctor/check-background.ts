import type { Ctx } from '../../../platform/context/context.ts';
import type { DoctorCheck, Finding } from '../../../platform/doctor/doctor-check.ts';
import { isGone } from '../../../platform/process/owner.ts';

const LATE_MS = 60_000;
const RECENT_MS = 7 * 86_400_000;
const DUE_SOON = 'Is a worker running?';

/** Jobs that failed, wait for a worker, or have lost theirs. */
export const jobsCheck: DoctorCheck = {
  name: 'jobs',
  description: 'jobs that failed, wait too long, or have lost their worker',
  run: async ({ db, now }) => {
    const failed = await db.heavy
      .selectFrom('job')
      .select(['kind', (eb) => eb.fn.countAll().as('n')])
      .where('state', '=', 'FAILED')
      .where('finished_at', '>', now() - RECENT_MS)
      .groupBy('kind')
      .orderBy('kind')
      .execute();
    const waiting = await db.heavy
      .selectFrom('job')
      .select((eb) => eb.fn.countAll().as('n'))
      .where('state', '=', 'QUEUED')
      .where('run_after', '<', now() - LATE_MS)
      .executeTakeFirstOrThrow();
    const running = await db.heavy
      .selectFrom('job')
      .select(['lease_owner', 'lease_until'])
      .where('state', '=', 'RUNNING')
      .execute();
    const lost = running.filter((job) => (job.lease_until ?? 0) < now() || isGone(job.lease_owner ?? '')).length;
    return [
      ...failed.map(({ kind, n }) =>
        warning(`${n} jobs of kind ${kind} failed in the last 7 days: see \`dossier jobs\`.`),
      ),
      ...(Number(waiting.n) > 0 ? [warning(`${waiting.n} jobs have waited for more than a minute. ${DUE_SOON}`)] : []),
      ...(lost > 0 ? [warning(`${lost} jobs have lost their worker and wait for another. ${DUE_SOON}`)] : []),
    ];
  },
};

/** Events and audit entries that wait for their place, and consumers that lag behind. */
export const eventsCheck: DoctorCheck = {
  name: 'events',
  description: 'events and audit entries that wait too long for their place or their consumers',
  run: async (ctx) => [
    ...(await unsealed(ctx, 'outbox_event', 'events')),
    ...(await unsealed(ctx, 'audit_entry', 'audit entries')),
    ...(await laggingConsumers(ctx)),
  ],
};

async function unsealed(
  { db, now }: Ctx,
  table: 'outbox_event' | 'audit_entry',
  name: string,
): Promise<readonly Finding[]> {
  const { n } = await db.heavy
    .selectFrom(table)
    .select((eb) => eb.fn.countAll().as('n'))
    .where('seq', 'is', null)
    .where('at', '<', now() - LATE_MS)
    .executeTakeFirstOrThrow();
  return Number(n) === 0
    ? []
    : [warning(`${n} ${name} have waited for their place for more than a minute. ${DUE_SOON}`)];
}

async function laggingConsumers({ db, now }: Ctx): Promise<readonly Finding[]> {
  const lagging = await db.heavy
    .selectFrom('consumer as c')
    .innerJoin('outbox_event as e', (join) => join.on((eb) => eb('e.seq', '=', eb('c.seq', '+', 1))))
    .select('c.name')
    .where('e.at', '<', now() - LATE_MS)
    .execute();
  return lagging.map(({ name }) => warning(`The consumer ${name} is more than a minute behind. ${DUE_SOON}`));
}

function warning(message: string): Finding {
  return { level: 'WARNING', message };
}
