import type { FastifyInstance } from 'fastify';
import { linkAddress, makeFirstAdministratorLink, renewFormerRoles } from '../modules/access/index.ts';
import { replayErasures } from '../modules/erasure/index.ts';
import { SYSTEM } from '../platform/context/actor.ts';
import { createContext, type Services } from '../platform/context/context.ts';
import { type Config, isLoopback, readConfig } from '../platform/config/config.ts';
import { checkBinding } from '../platform/crypto/key-store/bind-key-store.ts';
import { DEADLINE_MS } from '../platform/http/graphql-route.ts';
import { drain } from '../platform/http/http-server.ts';
import { nameError } from '../platform/log/describe-error.ts';
import { createLog, type Logger } from '../platform/log/log.ts';
import { superviseChild } from '../platform/process/child.ts';
import { refuseDemoBeyondThisMachine } from './demo/demo-state.ts';
import { consoleFolder, persistedDocumentsFile, workerProgram } from './installed-files.ts';
import { migrateDatabase } from './migrate-database.ts';
import { createReadiness } from './readiness.ts';
import { createServer, readPersistedDocuments } from './server.ts';
import { openServices } from './services.ts';
import { demoEnvironment, readParameters } from './start-parameters.ts';
import { startProblem, StartProblem } from './start-problem.ts';

/** Half the server's young space: jobs run one after the other. */
const WORKER_FLAGS = ['--max-semi-space-size=8'];
const STOP_WITHIN_MS = 25_000;
const DRAIN_MS = 1_000;

/**
 * Fills a new demo installation with about so many made-up customers; does nothing in one that has been filled. Returns
 * what the start tells of it.
 */
export type FillDemo = (services: Services, customers: number) => Promise<string>;

/** Starts the server and returns when it listens; ends the process with one sentence when it cannot. */
export async function startServer(parameters: readonly string[], fillDemo?: FillDemo): Promise<void> {
  let config: Config | undefined;
  try {
    const { demoCustomers } = readParameters(parameters);
    const env = demoCustomers === undefined ? process.env : demoEnvironment(process.env);
    config = readConfig(env, process.cwd());
    await start(config, env, async (services) => {
      if (demoCustomers === undefined) return '';
      if (!fillDemo) throw new StartProblem('This build has no demo company.');
      return await fillDemo(services, demoCustomers);
    });
  } catch (error) {
    const sentence = startProblem(error, config?.database);
    process.stderr.write(`${sentence ?? (error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`);
    process.exit(1);
  }
}

async function start(
  config: Config,
  env: NodeJS.ProcessEnv,
  fill: (services: Services) => Promise<string>,
): Promise<void> {
  const log = createLog(config.logLevel);
  const told = await prepare(config, log, fill);
  // An answer that nobody waits for any more shall not keep the database busy.
  const services = openServices(config, log, { limitMs: DEADLINE_MS });
  await refuseDemoBeyondThisMachine(services, config);
  const readiness = createReadiness(services);
  const app = await createServer(services, {
    ...config,
    persistedDocuments: readPersistedDocuments(persistedDocumentsFile),
    consoleFolder,
    notReady: readiness.notReady,
    warnings: readiness.warnings,
  });
  await app.listen({ host: config.host, port: config.port });
  const worker = config.embeddedWorker
    ? superviseChild(
        { name: 'worker', script: workerProgram, env: workerEnvironment(env), nodeFlags: WORKER_FLAGS },
        log,
      )
    : undefined;
  stopOnSignal(log, async () => {
    readiness.stop();
    await Promise.all([worker?.stop(), drain(app, DRAIN_MS).then(() => app.close())]);
    await services.close();
  });

  const address = config.publicUrl ?? addressOf(config, app);
  const token = await makeFirstAdministratorLink(services);
  const link =
    token === undefined ? '' : ` – set the first password at ${linkAddress(address, token, 'FIRST_ADMINISTRATOR')}`;
  process.stdout.write(`Dossier is running at ${address}${link}\n${told}`);
}

// Tables are changed and a demo is filled without the limit that requests have.
async function prepare(config: Config, log: Logger, fill: (services: Services) => Promise<string>): Promise<string> {
  const services = openServices(config, log);
  try {
    await migrateDatabase(services);
    await checkBinding(services.db, services.keyStore);
    const { defaultLocale: locale } = await services.settings();
    const ctx = createContext(services, { actor: SYSTEM, locale, requestId: 'start' });
    // Somebody may have put an older database back by other means than `dossier restore`.
    const { customers } = await replayErasures(ctx);
    return erasuresNotice(customers) + rolesNotice(await renewFormerRoles(ctx)) + (await fill(services));
  } finally {
    await services.close();
  }
}

function erasuresNotice(customers: number): string {
  if (customers === 0) return '';
  return `This database is older than its keys: ${customers} customers who had been erased since were erased again. See docs/operators.md.\n`;
}

function rolesNotice(names: readonly string[]): string {
  if (names.length === 0) return '';
  return `Roles have changed: administrators are now security administrators, data stewards and managers, and stewards are data\nstewards; viewers see personal values masked. Concerns ${names.join(', ')}. See docs/access.md.\n`;
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
        log.error({ error: nameError(error) }, 'stopping failed');
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

// A demo's worker must work on the demo's data.
function workerEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((one): one is [string, string] => one[1] !== undefined));
}
