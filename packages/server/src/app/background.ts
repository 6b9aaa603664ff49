import { settleApprovals } from '../modules/access/index.ts';
import { watchDuty, watchReads } from '../modules/alarm/index.ts';
import { checkpointDuty, sealedAudit } from '../modules/audit/index.ts';
import { disclosureDuty } from '../modules/privacy/index.ts';
import { SYSTEM } from '../platform/context/actor.ts';
import { createContext, type Ctx, type Services } from '../platform/context/context.ts';
import { startJobRunner } from '../platform/jobs/job-runner.ts';
import { type Duty, startDuty } from '../platform/jobs/lease.ts';
import { scheduleRound } from '../platform/jobs/schedule.ts';
import { CONSUMED_PER_ROUND, consumeRound } from '../platform/outbox/consume-events.ts';
import { SEALED_PER_ROUND, sealedOutbox, type SealedTable, sealRound } from '../platform/outbox/sealer.ts';
import { actingUser } from './acting-user.ts';
import { eventConsumers } from './events.ts';
import { jobDefinitions, schedules } from './jobs.ts';

const SEAL_EVERY_MS = 100;
const CONSUME_EVERY_MS = 200;
const SCHEDULE_EVERY_MS = 5_000;
const SETTLE_EVERY_MS = 5_000;

/** All that runs in the background of an installation, in this process. */
export interface Background {
  /** Resolves when no job is due or running. */
  idle(): Promise<void>;
  /** Lets running steps end, gives jobs and leases back, and resolves when all is quiet. */
  stop(): Promise<void>;
}

/** Starts the background: jobs, the sealer, consumers of events and the schedules. Several processes may do so at once. */
export function startBackground(services: Services, options: { concurrency?: number } = {}): Background {
  const runner = startJobRunner({
    services,
    definitions: jobDefinitions,
    actorOf: async (userId) => await actingUser(services, userId),
    ...options,
  });
  const duties = dutiesOf(services).map((duty) => startDuty(services, duty));
  return {
    idle: runner.idle,
    stop: async () => {
      await runner.stop();
      await Promise.all(duties.map((duty) => duty.stop()));
    },
  };
}

function dutiesOf(services: Services): readonly Duty[] {
  return [
    sealing(services, 'seal.events', sealedOutbox),
    sealing(services, 'seal.audit', sealedAudit),
    checkpointDuty(services),
    disclosureDuty(services, async (folded) => await watchReads(await contextOf(services), folded)),
    watchDuty(async () => await contextOf(services)),
    ...eventConsumers.map((consumer) => ({
      name: `consume.${consumer.name}`,
      everyMs: CONSUME_EVERY_MS,
      round: async () => (await consumeRound(await contextOf(services), consumer)) === CONSUMED_PER_ROUND,
    })),
    {
      name: 'settle.approvals',
      everyMs: SETTLE_EVERY_MS,
      round: async () => {
        await settleApprovals(await contextOf(services));
        return false;
      },
    },
    {
      name: 'schedule',
      everyMs: SCHEDULE_EVERY_MS,
      round: async () => {
        await scheduleRound(await contextOf(services), schedules);
        return false;
      },
    },
  ];
}

// Only a full round is followed by another at once: while requests write all the time, a round for every few rows would cost
// the database a commit each, as much as the requests themselves.
function sealing({ db }: Services, name: string, table: SealedTable): Duty {
  return { name, everyMs: SEAL_EVERY_MS, round: async () => (await sealRound(db, table)) === SEALED_PER_ROUND };
}

async function contextOf(services: Services): Promise<Ctx> {
  const { defaultLocale } = await services.settings();
  return createContext(services, { actor: SYSTEM, locale: defaultLocale, requestId: 'background' });
}
