import type { Values } from './values.ts';
import { getNamedType, type GraphQLObjectType, type GraphQLSchema, isObjectType } from 'graphql';
import { DEEPEST, type Ground } from './generate-operation.ts';

/** How often root fields are tried; once where it is not said. */
const WEIGHTS: Readonly<Record<string, number>> = {
  customers: 14,
  customer: 8,
  node: 6,
  orders: 6,
  customerGroups: 6,
  customerDuplicates: 5,
  customerByNumber: 3,
  order: 2,
  products: 4,
  dataQuality: 2,
  customersTag: 12,
  customersAssign: 4,
  customersClaim: 3,
  customerUpdate: 6,
  customerCreate: 4,
  customerReveal: 3,
  customerLookUp: 4,
  exportCreate: 4,
  orderCreate: 2,
  orderCancel: 3,
  caseOpen: 3,
  consentRecord: 2,
  customerShare: 2,
  customerMatches: 8,
  matchPairs: 6,
  matchPair: 3,
  matchCluster: 4,
  matchClusters: 4,
  matchCounts: 3,
  matchPlan: 2,
  mergeOperations: 6,
  mergePreview: 4,
  unmergePreview: 4,
  splitPreview: 4,
  discrepancies: 5,
  actorReads: 2,
  customerViewers: 2,
  auditEntries: 4,
  customersMerge: 4,
  customerUnmerge: 3,
  customerSplit: 3,
  matchDecide: 3,
  relationshipGraph: 5,
  relationshipCreate: 3,
  relationshipUpdate: 2,
  decisionMemberAdd: 2,
};

/**
 * Root fields that are not tried: about one's own signing in, and about keys, with answers made by chance; and what somebody sees of a
 * customer, which tells whoever is in charge of access whether there is one with a number.
 */
export const LEFT_OUT =
  /^(signIn|signInConfirm|signOut|stepUp|passkey.*|totp.*|recoveryCodesRenew|password.*|session.*|apiTokenCreate|user(Invite|Reset).*|linkInfo|keyStatus|accessOverview)$/;

const WAYS_TO_EACH = 3;

/** What operations of a schema are grown from. */
export function groundOf(schema: GraphQLSchema, values: Values, closed: ReadonlySet<string> = new Set()): Ground {
  const rootsOf = (fields: readonly string[]) =>
    fields
      .filter((name) => !LEFT_OUT.test(name))
      .toSorted((a, b) => (WEIGHTS[b] ?? 1) - (WEIGHTS[a] ?? 1))
      .flatMap((name) => Array.from({ length: closed.has(name) ? 1 : 3 * (WEIGHTS[name] ?? 1) }, () => name));
  const query = schema.getQueryType();
  return {
    schema,
    values,
    closed,
    ways: query ? waysFrom(query, closed) : [],
    roots: {
      query: rootsOf(Object.keys(query?.getFields() ?? {})),
      mutation: rootsOf(Object.keys(schema.getMutationType()?.getFields() ?? {})),
    },
  };
}

/** Short ways to each field that is not closed, a few for each. */
function waysFrom(query: GraphQLObjectType, closed: ReadonlySet<string>): readonly (readonly string[])[] {
  const met = new Map<string, number>();
  const ways: string[][] = [];
  let open: { readonly type: GraphQLObjectType; readonly way: readonly string[] }[] = [{ type: query, way: [] }];
  for (let depth = 0; depth < DEEPEST; depth++) {
    const further: typeof open = [];
    for (const { type, way } of open) {
      for (const field of Object.values(type.getFields())) {
        const coordinate = `${type.name}.${field.name}`;
        const times = met.get(coordinate) ?? 0;
        if (times >= WAYS_TO_EACH || closed.has(coordinate) || (depth === 0 && LEFT_OUT.test(field.name))) continue;
        met.set(coordinate, times + 1);
        const on = [...way, field.name];
        ways.push(on);
        const inner = getNamedType(field.type);
        if (isObjectType(inner)) further.push({ type: inner, way: on });
      }
    }
    open = further;
  }
  return ways;
}
