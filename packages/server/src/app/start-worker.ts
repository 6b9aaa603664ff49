import { setTimeout as sleep } from 'node:timers/promises';
import { type Config, readConfig } from '../platform/config/config.ts';
import { checkBinding } from '../platform/crypto/key-store/bind-key-store.ts';
import type { Database } from '../platform/database/database.ts';
import { isUnreachable } from '../platform/database/engine-errors.ts';
import { migrationState, SchemaTooNew } from '../platform/database/migrate.ts';
import { openOrm } from '../platform/database/orm.ts';
import { createLog, type Logger } from '../platform/log/log.ts';
import { whenAsked } from '../platform/process/child.ts';
import { startBackground } from './background.ts';
import { entities } from './entities.ts';
import { migrationsFor } from './migrations/migrations.ts';
import { openServices } from './services.ts';
import { startProblem } from './start-problem.ts';

const LOOK_AGAIN_MS = 1_000;

/** Runs a worker until it is asked to end; ends the process with one sentence when it cannot start. */
export async function startWorker(): Promise<void> {
  const asked = whenAsked();
  let config: Config | undefined;
  try {
    config = readConfig(process.env, process.cwd());
    await work(config, asked);
    process.exit(0);
  } catch (error) {
    const sentence = startProblem(error, config?.database);
    process.stderr.write(`${sentence ?? (error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`);
    process.exit(1);
  }
}

async function work(config: Config, asked: Promise<string>): Promise<void> {
  const log = createLog(config.logLevel).child({ process: 'worker' });
  const services = openServices(config, log);
  const ready = await Promise.race([whenMigrated(services.db, log), asked.then(() => undefined)]);
  if (ready) {
    await checkBinding(services.db, services.keyStore);
    const background = startBackground(services);
    log.info({}, 'the worker is running');
    log.info({ why: await asked }, 'the worker ends');
    await background.stop();
  }
  await services.close();
}

/** Waits until the database is there and has this program's tables: the server makes them. */
async function whenMigrated(db: Database, log: Logger): Promise<true> {
  const orm = await openOrm(db, entities, migrationsFor(db.address.engine));
  for (let told = false; ; told = true) {
    try {
      const { pending, unknown } = await migrationState(orm);
      if (unknown.length > 0) throw new SchemaTooNew(unknown);
      if (pending.length === 0) return true;
    } catch (error) {
      if (!isUnreachable(error)) throw error;
    }
    if (!told) log.info({}, 'the worker waits for the database and its tables');
    await sleep(LOOK_AGAIN_MS);
  }
}
