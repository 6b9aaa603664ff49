import { join } from 'node:path';
import { makeFirstAdministratorLink, linkAddress } from '../modules/access/index.ts';
import { type Config, readConfig } from '../platform/config/config.ts';
import { migrate } from '../platform/database/migrate.ts';
import { openOrm } from '../platform/database/orm.ts';
import { createLog } from '../platform/log/log.ts';
import { entities } from './entities.ts';
import { migrationsFor } from './migrations/migrations.ts';
import { createServer, readPersistedDocuments } from './server.ts';
import { openServices } from './services.ts';
import { startProblem } from './start-problem.ts';

/** Starts the server and returns when it listens; ends the process with one sentence when it cannot. */
export async function startServer(_parameters: readonly string[]): Promise<void> {
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
  await migrate(await openOrm(services.db, entities, migrationsFor(services.db.address.engine)));
  const app = await createServer(services, {
    mode: config.mode,
    publicUrl: config.publicUrl,
    behindProxy: config.behindProxy,
    persistedDocuments: readPersistedDocuments(join(import.meta.dirname, 'persisted-documents.json')),
  });
  await app.listen({ host: config.host, port: config.port });
  const address = config.publicUrl ?? listeningAt(config, app.addresses()[0]?.port ?? config.port);
  const token = await makeFirstAdministratorLink(services);
  const link =
    token === undefined ? '' : `, first administrator: ${linkAddress(address, token, 'FIRST_ADMINISTRATOR')}`;
  process.stdout.write(`Dossier is running at ${address}${link}\n`);
}

function listeningAt(config: Config, port: number): string {
  const host = config.host === '127.0.0.1' || config.host === '::1' ? 'localhost' : config.host;
  return `http://${host}:${port}`;
}
