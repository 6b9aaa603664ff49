import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { openServices } from '../src/app/services.ts';
import { readConfig } from '../src/platform/config/config.ts';
import type { Services } from '../src/platform/context/context.ts';
import { createLog } from '../src/platform/log/log.ts';
import type { Engine } from './options.ts';
import type { Prepared } from './prepare.ts';
import { createTarget } from './target.ts';

/** A filled database whose server runs in this process, for what only the inside can switch on and off. */
export interface OpenedHere {
  readonly services: Services;
  readonly prepared: Prepared;
  close(): Promise<void>;
}

/** Fills a database with so many customers without orders, and opens it. A server is found at DOSSIER_BENCH_MYSQL_URL. */
export async function openHere(engine: Engine, customers: number): Promise<OpenedHere> {
  const mysqlUrl = process.env['DOSSIER_BENCH_MYSQL_URL'];
  const target = await createTarget(engine, { mysqlUrl } as Parameters<typeof createTarget>[1]);
  const filled = spawnSync(
    process.execPath,
    ['--import', '@oxc-node/core/register', join(import.meta.dirname, 'prepare.ts'), String(customers), 'bare'],
    { env: target.env, encoding: 'utf8' },
  );
  // The last line is what prepare.ts tells.
  const prepared = JSON.parse(filled.stdout.trim().split('\n').at(-1) ?? '{}') as Prepared;
  const services = openServices(readConfig(target.env, process.cwd()), createLog('error'));
  return {
    services,
    prepared,
    close: async () => {
      services.events.stop();
      await services.close();
      await target.drop();
    },
  };
}
