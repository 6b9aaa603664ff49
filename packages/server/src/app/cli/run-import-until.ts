import { setTimeout as sleep } from 'node:timers/promises';
import { findImport, type ImportRecord } from '../../modules/intake/index.ts';
import { startJobRunner } from '../../platform/jobs/job-runner.ts';
import { patiently } from '../../platform/jobs/patiently.ts';
import { actingUser } from '../acting-user.ts';
import { intakeJobs } from '../jobs.ts';
import type { CommandRun } from './command.ts';
import { CommandFailed } from './run-cli.ts';

const LOOK_EVERY_MS = 100;
const TELL_EVERY_MS = 1_000;

/**
 * Waits until an import is in one of the given states, or failed, and tells how far it is. Its job runs in this process,
 * unless a server or worker of the same installation takes it first. Interrupted, it leaves the rest to them. While the
 * database is away both wait for it.
 */
export async function runImportUntil(run: CommandRun, id: number, ends: readonly string[]): Promise<ImportRecord> {
  const { services } = run;
  const runner = startJobRunner({
    services,
    definitions: intakeJobs,
    actorOf: async (userId) => await actingUser(services, userId),
    concurrency: 1,
    pollMs: 50,
  });
  try {
    let toldAt = Date.now();
    for (;;) {
      run.signal.throwIfAborted();
      const record = await patiently(
        async () => await findImport(services.db.read, id),
        run.signal,
        () => run.tell('The database cannot be reached; waiting for it.'),
      );
      if (!record) throw new CommandFailed('The import is gone.');
      if (ends.includes(record.state) || record.state === 'FAILED') return record;
      if (record.problem !== null) throw new CommandFailed(record.problem);
      if (Date.now() - toldAt >= TELL_EVERY_MS) {
        run.tell(progressOf(record));
        toldAt = Date.now();
      }
      await sleep(LOOK_EVERY_MS, undefined, { signal: run.signal }).catch(() => {});
    }
  } finally {
    await runner.stop();
  }
}

function progressOf({ state, progress }: ImportRecord): string {
  if (!progress) return state;
  const seconds = Math.max(0.001, (progress.at - progress.since) / 1000);
  const rate = Math.round((progress.rows - progress.rowsThen) / seconds);
  const share = progress.percent === null ? '' : `${progress.percent.toFixed(0)} % `;
  return `${state}  ${share}${progress.rows} rows, ${rate} rows/s`;
}
