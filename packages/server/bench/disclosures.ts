/*
 * What the journal of who saw what costs: the server of this process answers lists with and without writing down what it gave
 * away, in turn, to apps (whose answers wait for it) or to staff (whose answers do not).
 * `node --import @oxc-node/core/register bench/disclosures.ts <sqlite|mysql> [customers] [rounds] [app|staff]`
 */
import { join } from 'node:path';
import { startBackground } from '../src/app/background.ts';
import { createServer } from '../src/app/server.ts';
import { journalDisclosure } from '../src/modules/privacy/index.ts';
import { systemContext } from '../src/platform/testing/test-context.ts';
import { openHere } from './open-here.ts';
import { endAll, startLoad } from './processes.ts';
import { median } from './rounds.ts';

const [engine = 'sqlite', size = '20000', rounds = '40', reader = 'app'] = process.argv.slice(2);
const CONNECTIONS = 16;
// Short rounds, many of them: whatever else the machine does then hits both sides alike.
const MILLISECONDS = 400;
const FIRST_KEY = 1_000;
process.once('exit', endAll);

const { services, prepared, close } = await openHere(engine === 'mysql' ? 'mysql' : 'sqlite', Number(size));
const app = await createServer(services, {
  mode: 'production',
  publicUrl: undefined,
  behindProxy: false,
  persistedDocuments: new Map(),
  consoleFolder: '',
  notReady: async () => undefined,
  warnings: async () => [],
});
const ctx = systemContext(services);
let journalling = false;
// The load shows a token of staff, whose reading is written down by itself: in turn, or never when apps are measured.
const { append } = services.db;
Object.assign(services.db, {
  append: async (...rows: Parameters<typeof append>) =>
    (reader === 'staff' ? journalling : rows[2][0]?.[2] === 'APP') ? await append(...rows) : undefined,
});
let answers = 0;
app.addHook('onSend', async (request) => {
  if (!journalling || reader === 'staff' || request.method !== 'POST') return;
  const from = FIRST_KEY + ((answers++ * 37) % (Number(size) - 100));
  await journalDisclosure(ctx, {
    way: 'APP',
    readerId: 7,
    purpose: 'SHARING',
    fieldSet: ['NAME', 'GENDER', 'BIRTH_DATE'],
    // As many as the page has, not side by side.
    customerKeys: Array.from({ length: customersPerAnswer }, (_, place) => from + place * 2),
    requestId: request.id,
  });
});
await app.listen({ host: '127.0.0.1', port: 0 });
const address = app.server.address();
const port = typeof address === 'object' && address ? address.port : 0;
const background = process.env['BENCH_FOLD'] === 'no' ? undefined : startBackground(services);
const load = startLoad();
let customersPerAnswer = 50;
for (const [question, customers] of [
  ['list', 50],
  ['point', 1],
] as const) {
  customersPerAnswer = customers;
  const seen: Record<'on' | 'off', { perSecond: number[]; p95: number[]; cpu: number[] }> = {
    on: { perSecond: [], p95: [], cpu: [] },
    off: { perSecond: [], p95: [], cpu: [] },
  };
  for (let round = 0; round <= Number(rounds); round++) {
    for (const side of round % 2 === 0 ? (['off', 'on'] as const) : (['on', 'off'] as const)) {
      journalling = side === 'on';
      const before = process.cpuUsage();
      const result = await load.ask({
        port,
        path: '/graphql',
        headers: { authorization: prepared.authorization },
        bodies: join(prepared.folder, `${question}.ours.json`),
        from: 0,
        connections: CONNECTIONS,
        milliseconds: MILLISECONDS,
      });
      if (result.errors > 0) throw new Error(result.sample);
      if (round === 0) continue;
      seen[side].perSecond.push(result.perSecond);
      seen[side].p95.push(result.p95);
      const { user, system } = process.cpuUsage(before);
      seen[side].cpu.push((user + system) / result.answers);
    }
  }
  const ratios = seen.on.perSecond.map((on, round) => on / (seen.off.perSecond[round] ?? 1));
  process.stdout.write(
    `${engine} ${reader} ${question}: off ${median(seen.off.perSecond).toFixed(0)}/s p95 ${median(seen.off.p95).toFixed(1)} ms, ` +
      `on ${median(seen.on.perSecond).toFixed(0)}/s p95 ${median(seen.on.p95).toFixed(1)} ms, ` +
      `processor time ${median(seen.off.cpu).toFixed(0)} and ${median(seen.on.cpu).toFixed(0)} µs, ` +
      `on/off ${median(ratios).toFixed(3)} (middle half ${quartile(ratios, 0.25)} to ${quartile(ratios, 0.75)})\n`,
  );
}
function quartile(values: readonly number[], share: number): string {
  return (values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0).toFixed(2);
}

load.stop();
await background?.stop();
await app.close();
await close();
process.exit(0);
