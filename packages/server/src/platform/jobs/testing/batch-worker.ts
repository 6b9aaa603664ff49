/*
 * A worker for the test of competing writers: runs the one job `test.batches`, whose steps each hold the write lock for
 * about 60 ms. Started as: node batch-worker.ts <database url> <folder>
 */
import { SYSTEM } from '../../context/actor.ts';
import { openDatabase } from '../../database/database.ts';
import { parseDatabaseUrl } from '../../database/database-url.ts';
import { whenAsked } from '../../process/child.ts';
import { createTestServices } from '../../testing/test-context.ts';
import { defineJob } from '../define-job.ts';
import { startJobRunner } from '../job-runner.ts';

const HELD_MS = 60;
const [url = '', folder = ''] = process.argv.slice(2);
const asked = whenAsked();
const services = createTestServices(openDatabase(parseDatabaseUrl(url)), folder);

const batches = defineJob<{ count: number }>({
  kind: 'test.batches',
  run: async (step, { count }) => {
    for (let done = 1; done <= count; done++) {
      await step.commit(async (trx) => {
        const until = performance.now() + HELD_MS;
        for (let row = 1; performance.now() < until; row++) {
          await trx
            .insertInto('search_token')
            .values({ token: `batch ${done}`, customer_id: row })
            .execute();
        }
        return { checkpoint: { done }, progress: done / count };
      });
    }
  },
});

const runner = startJobRunner({
  services,
  definitions: [batches],
  actorOf: async () => ({ actor: SYSTEM, locale: 'en' }),
  pollMs: 20,
});
await asked;
await runner.stop();
await services.db.close();
process.exit(0);
