/*
 * A worker for the test that kills it: takes the jobs of recognition until it is killed. Started as:
 * node merge-worker.ts <database url> <folder> <lease in ms>
 */
import { SYSTEM } from '../../../../platform/context/actor.ts';
import { openDatabase } from '../../../../platform/database/database.ts';
import { parseDatabaseUrl } from '../../../../platform/database/database-url.ts';
import { startJobRunner } from '../../../../platform/jobs/job-runner.ts';
import { createTestServices } from '../../../../platform/testing/test-context.ts';
import { identityJobs } from '../../index.ts';

const [url = '', folder = '', leaseMs = ''] = process.argv.slice(2);
startJobRunner({
  services: createTestServices(openDatabase(parseDatabaseUrl(url)), folder),
  definitions: identityJobs,
  actorOf: async () => ({ actor: SYSTEM, locale: 'en' }),
  leaseMs: Number(leaseMs),
  pollMs: 20,
});
