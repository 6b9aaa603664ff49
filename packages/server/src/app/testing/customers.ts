import type { TestApp } from './test-app.ts';

/** Creates a customer, a person unless the input says otherwise, as a data steward; returns its id. */
export async function addCustomer(app: TestApp, input: object): Promise<string> {
  const { customerCreate } = await app.data(
    app.ctxFor('DATA_STEWARD'),
    'mutation ($input: CustomerCreateInput!) { customerCreate(input: $input) { customer { id } userErrors { code field } } }',
    { input: { kind: 'PERSON', ...input } },
  );
  if (!customerCreate.customer) throw new Error(JSON.stringify(customerCreate.userErrors));
  return customerCreate.customer.id;
}

/** Who looks after a customer, as a data steward sees it; null for nobody. */
export async function ownerOf(app: TestApp, id: string): Promise<string | null> {
  const { customer } = await app.data(
    app.ctxFor('DATA_STEWARD'),
    'query ($id: ID!) { customer(id: $id) { owner { name } } }',
    { id },
  );
  return customer.owner?.name ?? null;
}
