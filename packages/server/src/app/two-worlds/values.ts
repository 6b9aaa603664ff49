import type { Relation } from '../access-oracle/oracle.ts';
import type { Answered } from '../testing/test-app.ts';
import { differs } from './told.fixture.ts';
import { recognisedIds } from './recognised.fixture.ts';
import type { TwoWorlds } from './worlds.fixture.ts';

/** What is said in arguments: what stands in both installations, hidden from the actor or not. */
export interface Values {
  /** Values of a scalar, by the names that lead to it; the likeliest first. */
  of(scalar: string, path: readonly string[]): readonly unknown[];
  /** The version that a change of a customer is made on. */
  versionOf(id: string): string;
  /** How much a type behind an interface is worth asking for. */
  weight(typeName: string): number;
}

const IDS: readonly (readonly [RegExp, string])[] = [
  [/^(tag|add$|remove$|some$|none$)/i, 'tag'],
  [/(owner|user)Id/, 'usr'],
  [/^source/, 'src'],
  [/^import/i, 'imp'],
  [/^product/i, 'prd'],
  [/^order/i, 'ord'],
  [/^chain/i, 'dch'],
  [/^pair/, 'mpr'],
  [/^run/, 'mrn'],
  [/^record/, 'rec'],
  [/^by$/, 'usr'],
];

/** What the `id` of a root field names, where that is no customer. */
const OWN_IDS: readonly (readonly [RegExp, string])[] = [
  [/^relationship/, 'rel'],
  [/^decisionChain/, 'dch'],
  [/^decisionMember/, 'dcm'],
  [/^match(Pair|Decide)$/, 'mpr'],
  [/^import/, 'imp'],
  [/^export$/, 'exp'],
  [/^job$/, 'job'],
  [/^case/, 'cas'],
  [/^uploadedFile$/, 'fil'],
];

/** The values of two installations. */
export async function valuesOf(worlds: TwoWorlds): Promise<Values> {
  const { everyone } = worlds;
  const { publicIds } = worlds.a.services;
  const told = everyone.flatMap(({ a, b }) => [a, b]);
  const all = (...texts: readonly (string | undefined)[]) => [...new Set(texts)].filter((one) => one !== undefined);
  const found = await worlds.b.data(
    worlds.b.ctxFor('STEWARD'),
    '{ sources { id } products { nodes { id } } codes: codeLists { entries { code } } }',
  );
  const versionsIn = await worlds.b.data(
    worlds.b.ctxFor('STEWARD'),
    `{ customers(first: 100) { nodes { id version relationships { nodes { id version } }
      decisionChains { id version members { id version } } sourceRecords { id } } } }`,
  );
  const nodes: Answered[] = versionsIn.customers.nodes;
  const edges = nodes.flatMap((one) => one.relationships.nodes);
  const chains = nodes.flatMap((one) => one.decisionChains);
  const members = chains.flatMap((one) => one.members);
  const idsOf = (some: readonly { id: string }[]) => [...new Set(some.map(({ id }) => id))];
  const { read } = worlds.b.services.db;
  const keysOf = async (table: 'support_case' | 'job' | 'uploaded_file') =>
    (await read.selectFrom(table).select('id').orderBy('id').execute()).map(({ id }) => id);
  const ids: Readonly<Record<string, readonly string[]>> = {
    cus: everyone.map(({ id }) => id),
    ord: everyone.map(({ orderId }) => orderId),
    tag: worlds.tagIds,
    usr: [7, 8, 9].map((key) => publicIds.encode('usr', key)),
    src: found.sources.map(({ id }: { id: string }) => id),
    prd: found.products.nodes.map(({ id }: { id: string }) => id),
    imp: [worlds.importId],
    rel: idsOf(edges),
    dch: idsOf(chains),
    dcm: idsOf(members),
    cas: (await keysOf('support_case')).map((key) => publicIds.encode('cas', key)),
    job: (await keysOf('job')).map((key) => publicIds.encode('job', key)),
    fil: (await keysOf('uploaded_file')).map((key) => publicIds.encode('fil', key)),
    rec: idsOf(nodes.flatMap((one) => one.sourceRecords)),
    ...recognisedIds(worlds.a.services),
  };
  const phones = all(...told.map(({ phone }) => phone));
  const emails = all(...told.map(({ email }) => email));
  const documents = all(...told.map(({ document }) => document));
  const numbers = everyone.map(({ number }) => number);
  const texts: Readonly<Record<string, readonly string[]>> = {
    phone: phones,
    phones,
    email: emails,
    emails,
    name: all(...told.map(({ name }) => name)),
    employer: all(...told.map(({ employer }) => employer)),
    jobTitle: all(...told.map(({ jobTitle }) => jobTitle)),
    number: [...numbers, ...told.map(({ orderNumber }) => orderNumber)],
    customerNumber: numbers,
    externalId: all(...told.map(({ externalId }) => externalId)),
    identifiers: documents,
    lastFour: ['8000', '4410', '0000'],
    stage: ['LEAD', 'CUSTOMER'],
    grade: ['A', 'B'],
    province: ['浙江省', '广东省'],
    city: ['杭州市', '深圳市'],
    country: ['CN', 'JP'],
    industry: ['C', 'I'],
    size: ['S10_49'],
    currency: ['CNY'],
    givenName: all(...told.map(({ name }) => name.slice(1))),
    familyName: ['王'],
    birthDate: all(...told.map(({ birthDate }) => birthDate)),
    reason: ['because'],
  };
  const search = [
    ...all(...told.flatMap(({ name }) => [name, name.slice(0, 2), name.split(' ')[1]])),
    ...numbers.slice(0, 6),
    ...numbers.slice(-6),
    ...phones,
    ...emails,
    ...all(...told.map(({ externalId }) => externalId)),
    ...documents,
    'wangfang',
    'wangwei',
    '8000',
    ...all(...told.flatMap(({ employer, note, line }) => [employer, note, line])),
  ];
  const parts = (whole: readonly string[]) =>
    all(...whole.flatMap((one) => [one.slice(0, 2), one.slice(1), one.split(' ')[0]]));
  // To be shown a value for a reason, or to find by one that somebody says, are no leaks where they are granted.
  const { opinion } = worlds;
  const mayReveal = (relation: Relation) =>
    opinion.reach('PERSONAL', 'REVEAL').has(relation) || opinion.reach('SENSITIVE', 'REVEAL').has(relation);
  const notRevealed = all(
    ...everyone.flatMap((one) => (mayReveal(one.relation) ? [] : [one.id])),
    publicIds.encode('cus', 1),
  );
  const mayLookUp = opinion.reach('PERSONAL', 'LOOK_UP').size > 0;
  const known = everyone.filter(({ relation, isExtra }) => !isExtra && !differs(opinion, relation).personal);
  const lookedUp = mayLookUp
    ? all('+8613912345678', ...known.flatMap(({ a, number }) => [a.phone, a.email, number]))
    : search;
  const versions = new Map<string, string>(
    [...nodes, ...edges, ...chains, ...members].map((one: { id: string; version: string }) => [one.id, one.version]),
  );
  const births = all(...told.map(({ birthDate }) => birthDate));
  const clock = worlds.a.services.now();

  return {
    of: (scalar, path) => {
      const last = path.at(-1) ?? '';
      if (scalar === 'ID') {
        const named = path.toReversed().flatMap((name) => IDS.filter(([pattern]) => pattern.test(name)));
        const type = named[0]?.[1] ?? 'cus';
        if (path[0] === 'customerReveal') return notRevealed;
        if (path[0] === 'order') return ids['ord'] ?? [];
        const own = last === 'id' && OWN_IDS.find(([pattern]) => pattern.test(path[0] ?? ''))?.[1];
        if (own) return ids[own] ?? ids['cus'] ?? [];
        const likely = ids[type];
        // Things of every kind go where anything is accepted, and sometimes elsewhere.
        return path[0] === 'node' || !likely
          ? [...(ids['cus'] ?? []), ...Object.values(ids).flat()]
          : [...likely, ...(ids['cus'] ?? []).slice(0, 1)];
      }
      if (scalar === 'Boolean') return [true, false];
      if (scalar === 'Int') return last === 'first' || last === 'limit' ? [50, 2, 1, 5] : [1, 35, 36, 74, 75, 20];
      if (scalar === 'Float') return [1];
      if (scalar === 'LocalDate') return [...births, '1960-01-01', '1980-06-15'];
      if (scalar === 'DateTime')
        return [10, 50, 95, 102].map((hours) => new Date(clock - hours * 3_600_000).toISOString());
      if (scalar === 'Decimal') return ['20', '30', '25', '1'];
      if (path[0] === 'customerLookUp') return lookedUp;
      if (last === 'search') return search;
      const about = path.toReversed().find((name) => name in texts);
      const whole = (about && texts[about]) || search;
      return last === 'contains' || last === 'startsWith' ? parts(whole) : whole;
    },
    versionOf: (id) => versions.get(id) ?? 'none',
    weight: (typeName) =>
      ({ Customer: 9, Order: 8, Relationship: 7, DecisionChain: 6, Import: 7, Product: 6, Tag: 5, User: 4 })[
        typeName
      ] ?? 0,
  };
}
