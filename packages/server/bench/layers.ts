/*
 * What the access layers cost: a query for 1,000 customers of ten fields, answered in turn by the product and by the same server
 * without rules, guards and ledger, in one process, without the network. Asked by a steward, who sees all customers.
 * `node --import @oxc-node/core/register bench/layers.ts <sqlite|mysql> [rounds]`
 */
import { authenticate } from '../src/modules/access/index.ts';
import { noteSeen, seenIsWritten } from '../src/modules/privacy/index.ts';
import { buildOpenSchema, buildSchema, closedFields } from '../src/app/schema.ts';
import { ALL_GRANTS } from '../src/platform/context/actor.ts';
import { createApollo } from '../src/platform/graphql/apollo.ts';
import { createDocuments } from '../src/platform/graphql/documents.ts';
import { type Authenticate, createRequestContexts } from '../src/platform/http/authentication.ts';
import { addGraphqlRoute } from '../src/platform/http/graphql-route.ts';
import { createHttpServer } from '../src/platform/http/http-server.ts';
import { cookieSettings } from '../src/platform/http/request-client.ts';
import { openHere } from './open-here.ts';
import { median } from './rounds.ts';

const [engine = 'sqlite', rounds = '200'] = process.argv.slice(2);
const PAGES = 10;
const { services, prepared, close } = await openHere(engine === 'mysql' ? 'mysql' : 'sqlite', 20_000);

const everything: Authenticate = async (of, shown) => {
  const known = await authenticate(of, shown);
  return known && { ...known, actor: { ...known.actor, grants: ALL_GRANTS, permissions: ALL_GRANTS.permissions } };
};

async function serverOf(isOn: boolean) {
  const schema = isOn ? buildSchema() : buildOpenSchema();
  const documents = createDocuments(schema, { persisted: new Map(), introspection: false });
  const contexts = createRequestContexts(services, isOn ? authenticate : everything, {
    cookie: cookieSettings(undefined),
    publicUrl: undefined,
  });
  const app = createHttpServer({
    behindProxy: false,
    https: false,
    log: services.log,
    languageOf: contexts.languageOf,
  });
  addGraphqlRoute(app, {
    documents,
    closedFields: isOn ? closedFields : new Set<string>(),
    freeWithSession: false,
    apollo: await createApollo(schema, documents, services.log),
    contexts,
    onOperation: () => {},
    ...(isOn ? { beforeLeaving: async (ctx, label) => (await noteSeen(ctx, label), {}) } : {}),
  });
  return app;
}

const FIELDS = 'id number kind name gender birthDate stage grade province city';
const stages = ['LEAD', 'PROSPECT', 'CUSTOMER', 'LOYAL', 'DORMANT'];
const pages = Array.from(
  { length: PAGES },
  (_, n) =>
    `p${n}: customers(first: 100, filter: { stage: { eq: "${stages[n % stages.length]}" } }, sort: { field: CREATED_AT, direction: ${n < stages.length ? 'DESC' : 'ASC'} }) { nodes { ${FIELDS} } }`,
);
const payload = { query: `{ ${pages.join(' ')} }` };
const servers = { on: await serverOf(true), off: await serverOf(false) };
const spent: Record<keyof typeof servers, number[]> = { on: [], off: [] };
let rows = 0;
for (let round = 0; round < Number(rounds) + 20; round++) {
  for (const side of round % 2 === 0 ? (['off', 'on'] as const) : (['on', 'off'] as const)) {
    const began = performance.now();
    const answer = await servers[side].inject({
      method: 'POST',
      url: '/graphql',
      headers: { authorization: prepared.authorization },
      payload,
    });
    const took = performance.now() - began;
    if (answer.json().errors) throw new Error(answer.body.slice(0, 500));
    rows = Object.values<{ nodes: unknown[] }>(answer.json().data).reduce((sum, { nodes }) => sum + nodes.length, 0);
    // The first ones warm it up.
    if (round >= 20) spent[side].push(took);
  }
}
const ratios = spent.on.map((on, round) => on / (spent.off[round] ?? 1));
process.stdout.write(
  `${engine}: ${rows} customers of ten fields: layers off ${median(spent.off).toFixed(2)} ms, on ${median(spent.on).toFixed(2)} ms, ×${median(ratios).toFixed(2)}\n`,
);
await seenIsWritten(services.db);
await close();
process.exit(0);
