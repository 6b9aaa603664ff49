import type { Capability, DataClass } from '@dossier/shared/access';
import type { ExecutionResult } from 'graphql';
import type { Opinion, Relation } from './oracle.ts';
import { rootRuns } from './roots.ts';
import type { Someone, World } from './world.fixture.ts';

/**
 * One request that shows at once, for a person of each relation, what some capabilities come to; and what the oracle expects it
 * to show. The thin copy of the other tests of this folder with which the policy is varied.
 */
export interface Observation {
  readonly capabilities: readonly Capability[];
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** What came, as text; undefined when the oracle expects the whole to be refused. */
  seen(answer: ExecutionResult): string;
  expected(opinion: Opinion): string;
}

/** What an observation shows when the operation is refused. */
export const REFUSED = 'REFUSED';

const FILTERS: readonly (readonly ['PUBLIC' | 'INTERNAL' | 'PERSONAL', Capability, object])[] = [
  ['PUBLIC', 'FILTER_EQ', { industry: { isNull: true } }],
  ['INTERNAL', 'FILTER_EQ', { stage: { eq: 'LEAD' } }],
  ['INTERNAL', 'FILTER_PREFIX', { number: { startsWith: 'C' } }],
  ['INTERNAL', 'FILTER_RANGE', { createdAt: { gte: '2020-01-01T00:00:00Z' } }],
  ['PERSONAL', 'FILTER_EQ', { gender: { eq: 'FEMALE' } }],
  ['PERSONAL', 'FILTER_PREFIX', { phone: { lastFour: '8000' } }],
  ['PERSONAL', 'FILTER_RANGE', { birthDate: { gte: '1990-01-01' } }],
];

/** All observations of a world. */
export function observations(world: World): Observation[] {
  const persons = world.everyone.filter(({ kind }) => kind === 'PERSON');
  const relations = (ids: readonly string[]) =>
    persons.filter(({ id }) => ids.includes(id)).map(({ relation }) => relation);
  const found = (answer: ExecutionResult) =>
    idsIn(answer)
      .map((ids) => relations(ids).join())
      .join(';');
  const among = (opinion: Opinion, may: ReadonlySet<Relation>, root: string) =>
    rootRuns(opinion.roles, root)
      ? persons
          .flatMap(({ relation }) => (may.has(relation) && opinion.visible().has(relation) ? [relation] : []))
          .join()
      : REFUSED;
  const runs = (opinion: Opinion, reads: readonly Capability[] = []) =>
    opinion.reach('INTERNAL', 'READ_FULL').size > 0 && reads.every((one) => opinion.reach('INTERNAL', one).size > 0);

  const list: Observation = {
    capabilities: ['READ_FULL', 'READ_MASKED'],
    document: '{ customers(first: 100) { nodes { id number name gender viewerCan { edit export } } } }',
    variables: {},
    seen: (answer) => {
      const nodes = nodesOf(answer);
      return persons
        .map((one) => {
          const node = nodes.find(({ id }) => id === one.id);
          if (!node) return 'ABSENT';
          const state = (value: unknown, full: unknown) =>
            value === full ? 'FULL' : value === null ? 'HIDDEN' : 'MASKED';
          return [
            state(node['number'], one.number),
            state(node['name'], one.name),
            state(node['gender'], 'FEMALE'),
          ].join();
        })
        .join(';');
    },
    expected: (opinion) =>
      rootRuns(opinion.roles, 'customers') && runs(opinion)
        ? persons
            .map(({ relation: of }) => {
              const state = [
                opinion.shown('INTERNAL', false, of),
                opinion.shown('PERSONAL', true, of),
                opinion.shown('PERSONAL', false, of),
              ];
              return state.includes('ABSENT') ? 'ABSENT' : state.join();
            })
            .join(';')
        : REFUSED,
  };
  const filters = FILTERS.map(([dataClass, capability, filter]): Observation => ({
    capabilities: [capability],
    document: 'query ($filter: CustomerFilter) { customers(first: 100, filter: $filter) { nodes { id } } }',
    variables: { filter },
    seen: found,
    expected: (opinion) =>
      opinion.reach(dataClass, capability).size > 0
        ? among(opinion, opinion.reach(dataClass, capability), 'customers')
        : REFUSED,
  }));
  const searches = (['number', 'name'] as const).map((field): Observation => ({
    capabilities: ['SEARCH'],
    document: `{ ${persons.map((one, i) => `a${i}: customers(search: "${one[field]}") { nodes { id } }`).join(' ')} }`,
    variables: {},
    seen: (answer) => idsIn(answer).flatMap(relations).join(),
    expected: (opinion) =>
      opinion.reach('INTERNAL', 'SEARCH').size > 0
        ? among(opinion, opinion.reach(field === 'name' ? 'PERSONAL' : 'INTERNAL', 'SEARCH'), 'customers')
        : REFUSED,
  }));
  const groups = (
    [
      ['INTERNAL', 'STAGE'],
      ['PERSONAL', 'GENDER'],
    ] as const
  ).map(([dataClass, by]): Observation => ({
    capabilities: ['GROUP', 'AGGREGATE'],
    document: `{ customerGroups(by: ${by}, filter: { kind: { eq: PERSON } }) { count } }`,
    variables: {},
    seen: (answer) => String(countsIn(answer)),
    expected: (opinion) => {
      const may = opinion.reach(dataClass, 'GROUP').intersection(opinion.reach('INTERNAL', 'AGGREGATE'));
      const isOpen = opinion.reach('INTERNAL', 'AGGREGATE').size > 0 && opinion.reach(dataClass, 'GROUP').size > 0;
      if (!rootRuns(opinion.roles, 'customerGroups') || !isOpen) return REFUSED;
      const of = opinion.roles.includes('ANALYST') ? may : may.intersection(opinion.visible());
      return String(opinion.roles.includes('ANALYST') && of.size < 10 ? 0 : of.size);
    },
  }));
  return [list, ...filters, ...searches, ...groups, ...deeds(persons)];
}

/** What is done. A change that is allowed comes to nothing: it is made on a version of long ago. */
function deeds(persons: readonly Someone[]): Observation[] {
  const writes = (
    [
      ['PUBLIC', { industry: null }],
      ['INTERNAL', { grade: 'A' }],
      ['PERSONAL', { employer: 'New' }],
      ['SENSITIVE', { identifiers: [] }],
    ] as const
  ).map(([dataClass, input]): Observation => ({
    capabilities: ['WRITE'],
    document: `mutation ($input: CustomerUpdateInput!) { ${persons
      .map(
        ({ id, firstVersion }, i) =>
          `a${i}: customerUpdate(id: "${id}", version: "${firstVersion}", input: $input) { userErrors { code } }`,
      )
      .join(' ')} }`,
    variables: { input },
    seen: codesIn,
    // Any change is one of the record, too, and that is INTERNAL.
    expected: (opinion) =>
      opinion.reach(dataClass, 'WRITE').size > 0
        ? outcome(opinion, persons, 'customerUpdate', intersected(opinion, dataClass), 'STALE')
        : REFUSED,
  }));
  const reveals = (
    [
      ['PERSONAL', 'name'],
      ['SENSITIVE', 'identifiers { value }'],
    ] as const
  ).map(([dataClass, field]): Observation => ({
    capabilities: ['REVEAL'],
    document: `mutation { ${persons
      .map(
        ({ id }, i) =>
          `a${i}: customerReveal(id: "${id}", reason: "because") { revealed { ${field} } userErrors { code } }`,
      )
      .join(' ')} }`,
    variables: {},
    seen: codesIn,
    expected: (opinion) =>
      opinion.reach('INTERNAL', 'READ_FULL').size > 0 && opinion.reach(dataClass, 'REVEAL').size > 0
        ? outcome(opinion, persons, 'customerReveal', opinion.reach(dataClass, 'REVEAL'), 'DONE')
        : REFUSED,
  }));
  const lookUp: Observation = {
    capabilities: ['LOOK_UP'],
    document: `{ ${persons
      .map(
        ({ document }, i) =>
          `a${i}: customerDuplicates(input: { identifiers: [{ type: MEMBER_ID, value: "${document}" }] }) { customer { id } }`,
      )
      .join(' ')} }`,
    variables: {},
    seen: (answer) =>
      Object.values(plain(answer))
        .map((one) => (one as unknown[]).length)
        .join(),
    expected: (opinion) => {
      const may = opinion.reach('SENSITIVE', 'LOOK_UP');
      if (!rootRuns(opinion.roles, 'customerDuplicates') || may.size === 0) return REFUSED;
      return persons.map(({ relation }) => Number(may.has(relation) && opinion.visible().has(relation))).join();
    },
  };
  return [...writes, ...reveals, lookUp];
}

const intersected = (opinion: Opinion, dataClass: DataClass) =>
  opinion.reach(dataClass, 'WRITE').intersection(opinion.reach('INTERNAL', 'WRITE'));

function outcome(
  opinion: Opinion,
  persons: readonly Someone[],
  root: string,
  may: ReadonlySet<Relation>,
  done: string,
): string {
  if (!rootRuns(opinion.roles, root)) return REFUSED;
  return persons
    .map(({ relation }) => (!opinion.visible().has(relation) ? 'NOT_FOUND' : may.has(relation) ? done : 'NOT_ALLOWED'))
    .join();
}

// The shapes are those of the documents above.
const plain = ({ data }: ExecutionResult) => JSON.parse(JSON.stringify(data ?? {})) as Record<string, unknown>;
const nodesOf = (answer: ExecutionResult) =>
  (plain(answer)['customers'] as { nodes: Record<string, unknown>[] } | undefined)?.nodes ?? [];
const idsIn = (answer: ExecutionResult) =>
  Object.values(plain(answer)).map((one) => (one as { nodes: { id: string }[] }).nodes.map(({ id }) => id));
const countsIn = (answer: ExecutionResult) =>
  (plain(answer)['customerGroups'] as { count: number }[]).reduce((sum, { count }) => sum + count, 0);
const codesIn = (answer: ExecutionResult) =>
  Object.values(plain(answer))
    .map((one) => (one as { userErrors: { code: string }[] }).userErrors[0]?.code ?? 'DONE')
    .join();
