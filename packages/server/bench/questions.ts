import type { Ctx } from '../src/platform/context/context.ts';
import { randomFor } from '../src/app/demo/random.ts';
import { benchPerson, type Filled } from './fill.ts';

/** The names of the questions, in the order of the report. */
export const QUESTIONS = ['point', 'list', 'opened', 'graph', 'create'] as const;
/** One of {@link QUESTIONS}. */
export type Question = (typeof QUESTIONS)[number];

/** One question put in many variants: the bodies of requests to Dossier, and of those that ask the floor for the same. */
export interface Asked {
  readonly ours: readonly string[];
  readonly floor: readonly string[];
}

const TEN_FIELDS = 'id number kind name gender birthDate stage grade province city';

const DOCUMENTS: Readonly<Record<Question, string>> = {
  point: `query Point($id: ID!) { customer(id: $id) { ${TEN_FIELDS} } }`,
  list: `query List($filter: CustomerFilter) { customers(first: 50, filter: $filter, sort: { field: CREATED_AT, direction: DESC }) { nodes { ${TEN_FIELDS} } } }`,
  // Three sealed values of each customer are opened.
  opened: `query Opened($filter: CustomerFilter) { customers(first: 50, filter: $filter, sort: { field: CREATED_AT, direction: DESC }) { nodes { ${TEN_FIELDS} contactPoints { value } primaryPhone { value } } } }`,
  graph: `query Graph($filter: CustomerFilter) { customers(first: 50, filter: $filter, sort: { field: CREATED_AT, direction: DESC }) { nodes {
    id number name
    contactPoints { type value label isPrimary }
    recentOrders(first: 5) { id number placedAt status total { amount currency } lines { quantity unitPrice amount { amount } product { code name } } }
  } } }`,
  create: `mutation Create($input: CustomerCreateInput!) { customerCreate(input: $input) { customer { id number } userErrors { code field message } } }`,
};

/** Makes `count` variants of a question about what was filled in. Every variant of `create` makes another customer. */
export function ask(ctx: Ctx, filled: Filled, question: Question, count: number): Asked {
  const random = randomFor('question', question);
  const variants = Array.from({ length: count }, (_, n) => {
    if (question === 'point') {
      const id = filled.firstId + random.between(0, filled.customers - 1);
      return { ours: { id: ctx.publicIds.encode('cus', id) }, floor: { id } };
    }
    if (question === 'create') {
      const { name, gender, place, mobile } = benchPerson(50_000_000 + n);
      const email = `new${n}@mail.example`;
      return {
        ours: {
          input: {
            kind: 'PERSON',
            name,
            gender,
            stage: 'LEAD',
            contactPoints: [
              { type: 'PHONE', label: 'MOBILE', value: mobile, isPrimary: true },
              { type: 'EMAIL', value: email },
            ],
          },
        },
        floor: { name, gender, stage: 'LEAD', province: place.province, phone: `+86${mobile}`, email },
      };
    }
    const province = random.pick(filled.provinces);
    const stage = random.pick(filled.stages);
    return { ours: { filter: { province: { eq: province }, stage: { eq: stage } } }, floor: { province, stage } };
  });
  const query = DOCUMENTS[question];
  return {
    ours: variants.map(({ ours }) => JSON.stringify({ query, variables: ours })),
    floor: variants.map(({ floor }) => JSON.stringify(floor)),
  };
}
