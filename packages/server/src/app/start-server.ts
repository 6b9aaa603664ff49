import type { FastifyInstance } from 'fastify';
import { linkAddress, makeFirstAdministratorLink } from '../modules/access/index.ts';
import { type Config, isLoopback, readConfig } from '../platform/config/config.ts';
import { drain } from '../platform/http/http-server.ts';
import { createLog, type Logger } from '../platform/log/log.ts';
import { superviseChild } from '../platform/process/child.ts';
import { consoleFolder, persistedDocumentsFile, workerProgram } from './installed-files.ts';
import { migrateDatabase } from './migrate-database.ts';
import { createReadiness } from './readiness.ts';
import { createServer, readPersistedDocuments } from './server.ts';
import { openServices } from './services.ts';
import { startProblem } from './start-problem.ts';

const STOP_WITHIN_MS = 25_000;
const DRAIN_MS = 1_000;

/** Starts the server and returns when it listens; ends the process with one sentence when it cannot. */
export async function startServer(): Promise<void> {
  let config: Config | undefined;
  try {
    config = readConfig(process.env, process.cwd());
    await start(config);
  } catch (error) {
    const sentence = startProblem(error, config?.database);
    process.stderr.write(`${sentence ?? (error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`);
    process.exit(1);
  }
}

async function start(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  const services = openServices(config, log);
  await migrateDatabase(services);
  const readiness = createReadiness(services);
  const app = await createServer(services, {
    ...config,
    persistedDocuments: readPersistedDocuments(persistedDocumentsFile),
    consoleFolder,
    notReady: readiness.notReady,
  });
  await app.listen({ host: config.host, port: config.port });
  const worker = config.embeddedWorker ? superviseChild({ name: 'worker', script: workerProgram }, log) : undefined;
  stopOnSignal(log, async () => {
    readiness.stop();
    await Promise.all([worker?.stop(), drain(app, DRAIN_MS).then(() => app.close())]);
    await services.close();
  });

  const address = config.publicUrl ?? addressOf(config, app);
  const token = await makeFirstAdministratorLink(services);
  const link =
    token === undefined ? '' : ` – set the first password at ${linkAddress(address, token, 'FIRST_ADMINISTRATOR')}`;
  process.stdout.write(`Dossier is running at ${address}${link}\n`);
}

// A second signal ends at once; a stop that takes too long ends itself.
function stopOnSignal(log: Logger, stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.error({}, 'stopping took too long');
      process.exit(1);
    }, STOP_WITHIN_MS).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

function addressOf(config: Config, app: FastifyInstance): string {
  const host = isLoopback(config.host) ? 'localhost' : config.host;
  const bound = app.server.address();
  return `http://${host}:${typeof bound === 'object' && bound ? bound.port : config.port}`;
}
