/* Fills a database for the bench and writes down what is asked of it. Runs before the server that is measured starts. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrateDatabase } from '../src/app/migrate-database.ts';
import { openServices } from '../src/app/services.ts';
import { setPassword, inviteUser } from '../src/modules/access/index.ts';
import { createApiToken } from '../src/modules/access/api-token.ts';
import { actingUser } from '../src/app/acting-user.ts';
import { readConfig } from '../src/platform/config/config.ts';
import { SYSTEM } from '../src/platform/context/actor.ts';
import { NO_CLIENT } from '../src/platform/context/client.ts';
import { createContext } from '../src/platform/context/context.ts';
import { createLog } from '../src/platform/log/log.ts';
import { fill } from './fill.ts';
import { ask, QUESTIONS } from './questions.ts';
import { searchRequests } from './search-questions.ts';

const VARIANTS = 4_000;
// Enough that no customer is created twice in all rounds of a run.
const CREATIONS = 60_000;

/** What the bench is told of a database that was filled. */
export interface Prepared {
  /** `authorization` header of a steward's token. */
  readonly authorization: string;
  /** Files with request bodies: `<question>.ours.json`, `<question>.floor.json`. */
  readonly folder: string;
  readonly customers: number;
  readonly seconds: number;
}

const config = readConfig({ ...process.env, LOG_LEVEL: 'error' }, process.cwd());
const customers = Number(process.argv[2]);
const withOrders = process.argv[3] !== 'bare';
const services = openServices(config, createLog('error'));
await migrateDatabase(services);
const began = performance.now();
const filled = await fill(services, customers, { orders: withOrders });
const seconds = (performance.now() - began) / 1000;

const system = createContext(services, {
  actor: SYSTEM,
  locale: 'en',
  requestId: 'bench',
  client: { ...NO_CLIENT, baseUrl: 'http://localhost' },
});
const { userId, link } = await inviteUser(system, {
  email: 'bench@acme.example',
  name: 'Bench',
  roles: ['DATA_STEWARD'],
});
await setPassword(system, { token: new URL(link).hash.slice(1), password: 'quiet-river-stones-7' });
const acting = await actingUser(services, userId);
if (!acting) throw new Error('the bench user cannot act');
// They sat down a moment ago: a token takes a fresh proof.
const actor = { ...acting.actor, provedAt: services.now() };
const ctx = createContext(services, { ...acting, actor, requestId: 'bench' });
const { token } = await createApiToken(ctx, { name: 'bench', expiresInDays: 1 });

const folder = join(config.dataFolder, 'bench');
mkdirSync(folder, { recursive: true });
const keep = (name: string, bodies: readonly string[]) =>
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(bodies));
for (const question of QUESTIONS) {
  const { ours, floor } = ask(ctx, filled, question, question === 'create' ? CREATIONS : VARIANTS);
  keep(`${question}.ours`, ours);
  keep(`${question}.floor`, floor);
}
for (const [name, bodies] of Object.entries(searchRequests(ctx, filled))) keep(name, bodies);
await services.close();
const prepared: Prepared = { authorization: `Bearer ${token}`, folder, customers, seconds };
process.stdout.write(`${JSON.stringify(prepared)}\n`);
process.exit(0);
