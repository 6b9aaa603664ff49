/*
 * A worker for the tests of faults, killed at will: every event `test.happened` starts a job of two steps, each of which
 * leaves one audit entry. Started as: node effect-worker.ts <database url> <folder>
 */
import { SYSTEM } from '../../../platform/context/actor.ts';
import { openAuditKeys } from '../../../platform/crypto/audit-keys.ts';
import { openDatabase } from '../../../platform/database/database.ts';
import { parseDatabaseUrl } from '../../../platform/database/database-url.ts';
import { defineJob } from '../../../platform/jobs/define-job.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { startJobRunner } from '../../../platform/jobs/job-runner.ts';
import { startDuty } from '../../../platform/jobs/lease.ts';
import { consumeRound, type EventConsumer } from '../../../platform/outbox/consume-events.ts';
import { sealedOutbox, sealRound } from '../../../platform/outbox/sealer.ts';
import { whenAsked } from '../../../platform/process/child.ts';
import { createTestServices, systemContext } from '../../../platform/testing/test-context.ts';
import { sealedAudit } from '../audit-chain.ts';
import { checkpointRound } from '../checkpoint/checkpoint-round.ts';
import { recordAudit } from '../record-audit.ts';

const [url = '', folder = ''] = process.argv.slice(2);
const asked = whenAsked();
const unkept = createTestServices(openDatabase(parseDatabaseUrl(url)), folder);
const services = { ...unkept, keys: { ...unkept.keys, audit: openAuditKeys(folder) } };
const { db } = services;

const effect = defineJob<{ event: number }>({
  kind: 'tag.created',
  run: async (step, { event }) => {
    for (let part = (step.checkpoint<{ part: number }>()?.part ?? 0) + 1; part <= 2; part++) {
      await step.commit(async (trx) => {
        await recordAudit(trx, step.ctx, {
          action: 'tag.created',
          objectType: 'tag',
          objectId: event,
          detail: { part },
        });
        return { checkpoint: { part } };
      });
    }
  },
});

const consumer: EventConsumer = {
  name: 'test.effects',
  types: ['test.happened'],
  handle: async (trx, ctx, event) => {
    await enqueue(trx, ctx, { kind: effect.kind, payload: { event: event.objectId ?? 0 } });
  },
};

const runner = startJobRunner({
  services,
  definitions: [effect],
  actorOf: async () => ({ actor: SYSTEM, locale: 'en' }),
  pollMs: 20,
});
const duties = [
  startDuty(services, { name: 'seal.events', everyMs: 20, round: async () => (await sealRound(db, sealedOutbox)) > 0 }),
  startDuty(services, { name: 'seal.audit', everyMs: 20, round: async () => (await sealRound(db, sealedAudit)) > 0 }),
  // Under a name of its own, so that the processes do it at the same time and as often as they can.
  startDuty(services, {
    name: `checkpoint.${process.pid}`,
    everyMs: 20,
    round: async () => (await checkpointRound(services, () => true)).made,
  }),
  startDuty(services, {
    name: 'consume.test',
    everyMs: 20,
    round: async () => (await consumeRound(systemContext(services), consumer)) > 0,
  }),
];

process.send?.('running');
await asked;
await runner.stop();
await Promise.all(duties.map((duty) => duty.stop()));
services.events.stop();
await db.close();
process.exit(0);
