import type { TestApp } from '../testing/test-app.ts';

/** What is said between a person and an organisation; each text stands nowhere else. */
export interface Between {
  readonly personId: string;
  readonly organisationId: string;
  readonly title: string;
  readonly department: string;
  readonly note: string;
  readonly view: string;
}

/** Records that a person works for an organisation and has a say there, and that somebody corrected it since. */
export async function standTogether(app: TestApp, between: Between): Promise<void> {
  const steward = app.ctxFor('STEWARD');
  const { personId, organisationId, title, department, note, view } = between;
  const done = async (document: string, variables: object) => {
    const { done: answered } = await app.data(steward, document, { ...variables });
    if (answered.userErrors.length > 0) throw new Error(JSON.stringify(answered.userErrors));
    return answered;
  };
  const { relationship } = await done(
    `mutation ($input: RelationshipCreateInput!) { done: relationshipCreate(input: $input) { relationship { id version } ${CODES} } }`,
    { input: { fromId: personId, toId: organisationId, type: 'EMPLOYEE', title, note, validFrom: '2024-01-02' } },
  );
  await done(
    `mutation ($id: ID!, $version: String!, $input: RelationshipUpdateInput!) {
      done: relationshipUpdate(id: $id, version: $version, input: $input) { ${CODES} } }`,
    { ...relationship, input: { department, validTo: '2120-01-01' } },
  );
  const { chain } = await done(
    `mutation ($input: DecisionChainCreateInput!) { done: decisionChainCreate(input: $input) { chain { id } ${CODES} } }`,
    { input: { customerId: organisationId, about: 'Lamps' } },
  );
  const said = { roles: ['DECIDER'], attitude: 'SCEPTIC', influence: 70, note: view, isVerified: true };
  await done(`mutation ($input: DecisionMemberAddInput!) { done: decisionMemberAdd(input: $input) { ${CODES} } }`, {
    input: { chainId: chain.id, personId, ...said },
  });
}

const CODES = 'userErrors { code field }';
