import type { Answered, Rights, TestApp } from '../../../app/testing/test-app.ts';
import type { Ctx } from '../../../platform/context/context.ts';

const DONE =
  'customer { id number status } operation { id kind state moved { records orders consents } } userErrors { code field }';
const FIELDS = '{ field shown { value } }';

/** Merges customers as a data steward, or whoever asks. */
export async function merge(
  app: TestApp,
  survivor: string,
  customers: readonly string[],
  reason: string | null = null,
  ctx: Ctx = app.ctxFor('DATA_STEWARD'),
  key: string | null = null,
): Promise<Answered> {
  const { customersMerge } = await app.data(
    ctx,
    `mutation ($input: CustomersMergeInput!, $key: String) { customersMerge(input: $input, idempotencyKey: $key) { ${DONE} } }`,
    { input: { survivor: { id: survivor }, customers: customers.map((id) => ({ id })), reason }, key },
  );
  return customersMerge;
}

/** Gives a merged customer back. */
export async function unmerge(
  app: TestApp,
  customerId: string,
  more: object = {},
  ctx: Ctx = app.ctxFor('DATA_STEWARD'),
  key: string | null = null,
): Promise<Answered> {
  const { customerUnmerge } = await app.data(
    ctx,
    `mutation ($input: CustomerUnmergeInput!, $key: String) { customerUnmerge(input: $input, idempotencyKey: $key) { ${DONE} } }`,
    { input: { customerId, ...more }, key },
  );
  return customerUnmerge;
}

/** Takes records and orders out of a customer. */
export async function split(app: TestApp, input: object): Promise<Answered> {
  const { customerSplit } = await app.data(
    app.ctxFor('DATA_STEWARD'),
    `mutation ($input: CustomerSplitInput!) { customerSplit(input: $input) { ${DONE} } }`,
    { input },
  );
  return customerSplit;
}

/** What a merge will come to: values by field, and what goes along. */
export async function preview(app: TestApp, survivorId: string, customerIds: readonly string[]): Promise<Answered> {
  const { mergePreview } = await app.data(
    app.ctxFor('DATA_STEWARD'),
    `query ($survivorId: ID!, $customerIds: [ID!]!) {
      mergePreview(survivorId: $survivorId, customerIds: $customerIds) {
        fields ${FIELDS} conflicts { kind identifierType customerIds } moved { records orders consents }
      }
    }`,
    { survivorId, customerIds },
  );
  return mergePreview && { ...mergePreview, fields: valuesOf(mergePreview.fields) };
}

/** What giving a customer back will come to. */
export async function unmergePreview(app: TestApp, customerId: string, decisions: object[] = []): Promise<Answered> {
  const { unmergePreview: found } = await app.data(
    app.ctxFor('DATA_STEWARD'),
    `query ($customerId: ID!, $decisions: [GoesToInput!]) {
      unmergePreview(customerId: $customerId, decisions: $decisions) {
        survivor ${FIELDS} released ${FIELDS} things { id kind goesTo because }
      }
    }`,
    { customerId, decisions },
  );
  return found && { ...found, survivor: valuesOf(found.survivor), released: valuesOf(found.released) };
}

/** Everything that a data steward is shown of a customer, but for keys of rows and times. */
export async function shownOf(app: TestApp, id: string, rights: Rights = 'DATA_STEWARD'): Promise<Answered> {
  const { customer } = await app.data(
    app.ctxFor(rights),
    `query ($id: ID!) {
      customer(id: $id) {
        id number status kind name birthDate jobTitle employer gender stage grade note completeness owner { name }
        contactPoints { type value isPrimary } addresses { province city district line }
        tags { name } orders(first: 100) { nodes { number } }
        consents { purpose state } facts { field chosen { value } }
        lineage { mergedInto { id } }
      }
    }`,
    { id },
  );
  if (!customer) return customer;
  const { facts, ...shown } = customer;
  return { ...shown, fields: shownFields(shown, facts) };
}

/** Fields that are lists, or parts of one, and how a customer shows them. */
const LISTS = ['PHONE', 'EMAIL', 'WECHAT', 'OTHER_CONTACT', 'TAGS'];
const UNSEEN = ['ADDRESS', 'COUNTRY', 'PROVINCE', 'CITY', 'DISTRICT', 'IDENTIFIER'];

type Values = Record<string, readonly (string | null)[]>;

function valuesOf(fields: readonly { field: string; shown: readonly { value: string | null }[] }[]): Values {
  const known = fields.filter(({ field }) => !UNSEEN.includes(field));
  return Object.fromEntries(known.map(({ field, shown }) => [field, shown.map(({ value }) => value)]));
}

function shownFields(
  customer: Answered,
  facts: readonly { field: string; chosen: { value: string } | null }[],
): Values {
  const single = facts.filter(({ field }) => ![...LISTS, ...UNSEEN].includes(field));
  const contacts = Map.groupBy(customer.contactPoints as { type: string; value: string }[], ({ type }) => type);
  const lists: [string, (string | null)[]][] = [
    ...[...contacts].map(([type, own]): [string, string[]] => [type, own.map(({ value }) => value)]),

    ['TAGS', customer.tags.map(({ name }: { name: string }) => name)],
  ];
  return Object.fromEntries([
    ...single.map(({ field, chosen }) => [field, chosen ? [chosen.value] : []]),
    ...lists.filter(([, values]) => values.length > 0),
  ]);
}
