// Tries a file of GraphQL attacks on a server of its own in production settings and prints what held.
//   node scripts/evaluate-attacks.mjs <file> [--json]
// "must" that fails is a hole, "should" counts half; what this script cannot judge is said to be untried.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from './bootstrap.mjs';
import { fail } from './process.mjs';
import { startProductionServer } from './production-server.mjs';

const [file, format] = process.argv.slice(2);
if (!file) fail('Say which file: node scripts/evaluate-attacks.mjs <file> [--json]');
const { attacks } = JSON.parse(readFileSync(file, 'utf8'));
const graphql = createRequire(join(ROOT, 'packages', 'server', 'package.json'))('graphql');
const schema = graphql.buildSchema(readFileSync(join(ROOT, 'schema.graphql'), 'utf8'));

const NAMES = {
  LIST_FIELD: 'customers',
  LIST_TYPE: 'Customer',
  ID_FIELD: 'nodes { id }',
  PAGE_SIZE_ARG: 'first',
  MAX_PAGE: '100',
  SEARCH_FIELD: 'customers',
  SEARCH_ARG: 'search',
  NESTED_FIELD: 'nodes { recentOrders { customer { id } } }',
  CYCLE_FIELDS: 'recentOrders { customer',
  NESTED_LIST_FIELD: 'nodes { recentOrders',
  NESTED_LIST_FIELD_2: 'lines',
  LOGIN_FIELD: 'signIn',
  LOGIN_ARGS_WRONG: 'input: { email: \\"ann@acme.example\\", password: \\"wrong password\\" }',
  ADMIN_MUTATION: 'settingsUpdate(input: {}) { userErrors { code } }',
};
const withTypo = (text) => `${text.slice(0, -1)}${text.endsWith('x') ? 'y' : 'x'}`;
const fill = (text) =>
  text.replaceAll(/\$\{(\w+?)(_TYPO)?\}/g, (_all, name, typo) =>
    typo ? withTypo(NAMES[name] ?? name) : (NAMES[name] ?? name),
  );

const server = await startProductionServer();
const credentials = (who) =>
  who === 'anonymous'
    ? {}
    : { authorization: `Bearer ${who === 'administrator' ? server.adminToken : server.viewerToken}` };

async function send({ method = 'POST', headers = {}, params, body }, who) {
  const url = new URL('/graphql', server.url);
  for (const [name, value] of Object.entries(params ?? {})) url.searchParams.set(name, value);
  const started = performance.now();
  const answer = await fetch(url, { method, headers: { ...headers, ...credentials(who) }, body });
  const text = await answer.text();
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    // Not every refusal is JSON.
  }
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    text,
    json,
    ms: performance.now() - started,
  };
}

const JSON_HEADERS = {
  'content-type': 'application/json',
  accept: 'application/graphql-response+json, application/json;q=0.9',
};
const ask = (query, who, variables) => send({ headers: JSON_HEADERS, body: JSON.stringify({ query, variables }) }, who);
const code = (answer) => answer.json?.errors?.[0]?.extensions?.code ?? answer.json?.data?.signIn?.userErrors?.[0]?.code;
const repeat = ({ prefix, unit, n, suffix }) =>
  prefix + Array.from({ length: n }, (_, i) => unit.replaceAll('%d', String(i))).join('') + suffix;

function bodyOf(request) {
  const filled = JSON.parse(fill(JSON.stringify(request)));
  if (filled.raw !== undefined) return filled.raw;
  if (filled.raw_repeat) return repeat(filled.raw_repeat);
  if (filled.json) return JSON.stringify(filled.json);
  if (filled.json_query_repeat) return JSON.stringify({ query: repeat(filled.json_query_repeat) });
  if (filled.json_array_repeat)
    return JSON.stringify(Array.from({ length: filled.json_array_repeat.n }, () => filled.json_array_repeat.item));
  if (filled.json_query_nest) return JSON.stringify({ query: nest(filled.json_query_nest.depth) });
  if (filled.json_query_fragment_bomb) return JSON.stringify({ query: bomb(filled.json_query_fragment_bomb) });
  return undefined;
}
const nest = (depth) =>
  `{ customers(first: 1) { nodes { ${'recentOrders { customer { '.repeat(depth)} id ${' } }'.repeat(depth)} } } }`;
const bomb = ({ n = 20, depth = n }) =>
  `{ ...F0 } ${Array.from({ length: depth }, (_, i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`).join(' ')} fragment F${depth} on Query { __typename }`;

function judge(answer, safe) {
  const problems = [];
  const check = (holds, text) => holds || problems.push(text);
  if (safe.status) check(safe.status.includes(answer.status), `status ${answer.status}`);
  if (safe.no_data) check((answer.json?.data ?? null) === null, 'answered data');
  if (safe.errors_present) check(answer.json?.errors?.length > 0 || answer.status >= 400, 'no errors');
  if (safe.data_present) check(answer.json?.data != null, 'no data');
  if (safe.max_ms) check(answer.ms <= safe.max_ms, `${Math.round(answer.ms)} ms`);
  if (safe.never_500) check(answer.status < 500, `status ${answer.status}`);
  if (safe.errors_fewer_than) check((answer.json?.errors?.length ?? 0) < safe.errors_fewer_than, 'too many errors');
  if (safe.not_array_with_10_data)
    check(!(Array.isArray(answer.json) && answer.json.length >= 10), 'answered the batch');
  if (safe.response_content_type) check(answer.type.startsWith(safe.response_content_type), answer.type);
  if (safe.rows_at_most) check((answer.json?.data?.customers?.nodes?.length ?? 0) <= 100, 'too many rows');
  for (const text of safe.body_must_not_contain ?? []) check(!answer.text.includes(text), `says ${text}`);
  return problems;
}

function literal(type) {
  if (graphql.isNonNullType(type)) return literal(type.ofType);
  if (graphql.isListType(type)) return `[${literal(type.ofType)}]`;
  if (graphql.isEnumType(type)) return type.getValues()[0].name;
  if (graphql.isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(graphql.isRequiredInputField);
    return `{ ${required.map((field) => `${field.name}: ${literal(field.type)}`).join(', ')} }`;
  }
  return (
    {
      Int: '1',
      Float: '1',
      Boolean: 'true',
      Decimal: '"1"',
      DateTime: '"2026-01-01T00:00:00Z"',
      LocalDate: '"2026-01-01"',
    }[type.name] ?? '"x"'
  );
}
function call(field) {
  const given = field.args.filter(graphql.isRequiredArgument).map((one) => `${one.name}: ${literal(one.type)}`);
  const selection = graphql.isCompositeType(graphql.getNamedType(field.type)) ? ' { __typename }' : '';
  return `${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}${selection}`;
}

const special = {
  'each-root-field': async () => {
    const open = new Set('signIn signInConfirm passkeyAsk signOut passwordSet linkInfo viewer installation'.split(' '));
    const problems = [];
    for (const [type, keyword] of [
      [schema.getQueryType(), 'query'],
      [schema.getMutationType(), 'mutation'],
    ]) {
      for (const field of Object.values(type.getFields()).filter(({ name }) => !open.has(name))) {
        const answer = await ask(`${keyword} { ${call(field)} }`, 'anonymous');
        if (code(answer) !== 'UNAUTHENTICATED' || answer.json?.data) problems.push(`${field.name}: ${code(answer)}`);
      }
    }
    return problems;
  },
  'mass-assignment': async ({ fields }) => {
    const problems = [];
    for (const field of fields) {
      // The owner may be chosen by whoever may write customers; the viewer may not write at all.
      const query = `mutation { customerCreate(input: { kind: PERSON, name: "A", ${field}: "x" }) { customer { id } userErrors { code } } }`;
      const answer = await ask(query, 'ordinary user');
      if (answer.json?.data?.customerCreate?.customer) problems.push(`${field} was written`);
    }
    return problems;
  },
  tokens: async () => {
    const parts = (header) =>
      `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${Buffer.from('{"sub":"1","exp":1}').toString('base64url')}.`;
    const tokens = [
      parts({ alg: 'none' }),
      `${parts({ alg: 'HS256' })}AAAA`,
      `dos_${'A'.repeat(43)}`,
      server.endedToken,
    ];
    const problems = [];
    for (const token of tokens) {
      const answer = await send(
        { headers: { ...JSON_HEADERS, authorization: `Bearer ${token}` }, body: '{"query":"{ __typename }"}' },
        'anonymous',
      );
      if (code(answer) !== 'UNAUTHENTICATED') problems.push(`a bad token answered ${code(answer)}`);
    }
    return problems;
  },
  'log-in': async ({ attempts }) => {
    const guess = async (email, password) =>
      code(
        await ask('mutation ($i: SignInInput!) { signIn(input: $i) { userErrors { code } } }', 'anonymous', {
          i: { email, password },
        }),
      );
    const [known, unknown] = [[], []];
    for (let i = 0; i < attempts; i++) {
      known.push(await guess(server.viewerEmail, `wrong ${i}`));
      unknown.push(await guess('nobody@acme.example', `wrong ${i}`));
    }
    const problems = known.includes('RATE_LIMITED') ? [] : ['never limited'];
    if (known.join() !== unknown.join()) problems.push('known and unknown accounts answer differently');
    return problems;
  },
  'stored-text': async ({ values }, safe) => {
    if (!safe.stored_as_given) return undefined;
    const problems = [];
    for (const value of values) {
      const made = await ask(
        'mutation ($i: CustomerCreateInput!) { customerCreate(input: $i) { customer { note } userErrors { code field } } }',
        'administrator',
        { i: { kind: 'PERSON', name: 'Test Person', note: value } },
      );
      const note = made.json?.data?.customerCreate?.customer?.note;
      if (note !== value) problems.push(`stored ${JSON.stringify(note ?? made.text)}`);
    }
    return problems;
  },
};
const forEach = {
  'text argument': async ({ values, query }, safe) => {
    const problems = [];
    const random = (await ask(fill(query), 'ordinary user', { v: 'qzjxkv wpfmbh' })).text;
    for (const v of values) {
      const answer = await ask(fill(query), 'ordinary user', { v });
      problems.push(...judge(answer, safe));
      if (answer.status === 200 && answer.text !== random) problems.push(`other rows for ${v}`);
    }
    return problems;
  },
  'sort/column argument': async ({ values }, safe) => {
    const problems = [];
    for (const v of values) {
      const answer = await ask('query ($s: CustomerSort) { customers(sort: $s) { nodes { id } } }', 'ordinary user', {
        s: { field: v, direction: 'ASC' },
      });
      problems.push(...judge(answer, safe), ...(answer.json?.data ? ['accepted'] : []));
    }
    return problems;
  },
};

async function attempt({ request, safe_answer: safe, as_user: who }) {
  if (request.special) return await special[request.special]?.(request, safe);
  if (request.for_each) return await forEach[request.for_each]?.(request, safe);
  const requests = request.variants ?? [request];
  const problems = [];
  for (const one of requests) {
    problems.push(
      ...judge(
        await send(
          { ...one, body: one.method === 'GET' ? undefined : bodyOf(one) },
          who === 'anonymous' ? who : 'ordinary user',
        ),
        safe,
      ),
    );
    if (safe.server_still_answers && (await ask('{ __typename }', 'ordinary user')).ms > 1_000)
      problems.push('slow afterwards');
  }
  return problems;
}

const results = [];
try {
  for (const attack of attacks) {
    const problems = await attempt(attack);
    results.push({
      id: attack.id,
      category: attack.category,
      level: attack.level,
      verdict: problems === undefined ? 'untried' : problems.length > 0 ? 'HOLE' : 'held',
      problems: problems ?? [],
    });
  }
} finally {
  await server.stop();
}
const count = (level) => results.filter((one) => one.verdict === 'HOLE' && one.level === level).length;
const summary = {
  attacks: results.length,
  failedMust: count('must'),
  failedShould: count('should'),
  untried: results.filter((one) => one.verdict === 'untried').length,
};
if (format === '--json') console.log(JSON.stringify({ summary, results }, null, 2));
else {
  for (const one of results)
    console.log(
      `${one.verdict.padEnd(8)} ${one.level.padEnd(7)} ${one.id.padEnd(28)} ${[...new Set(one.problems)].slice(0, 4).join('; ')}`,
    );
  console.log(
    `\n${summary.attacks} attacks: ${summary.failedMust} "must" failed, ${summary.failedShould} "should" failed, ${summary.untried} untried`,
  );
}
process.exit(summary.failedMust > 0 ? 1 : 0);
