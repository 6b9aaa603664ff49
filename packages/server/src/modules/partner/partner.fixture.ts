import type { FastifyInstance } from 'fastify';
import { expect } from 'vitest';
import type { TestApp } from '../../app/testing/test-app.ts';
import type { Purpose } from '@dossier/shared/privacy';
import type { JobDefinition } from '../../platform/jobs/define-job.ts';
import { systemContext } from '../../platform/testing/test-context.ts';
import { createCustomer } from '../customer/index.ts';
import { recordConsents } from '../privacy/index.ts';

/** Who registers apps in the tests, and the two who approve. */
export const [MANAGER, FIRST, SECOND] = [101, 102, 103];

/** An app as it may be registered, with what a test wants otherwise. */
export function appInput(
  name: string,
  terms: object = {},
): { name: string; contactName: string; contactEmail: string; terms: Record<string, unknown> } {
  return {
    name,
    contactName: 'Ann',
    contactEmail: 'ann@partner.example',
    terms: {
      company: 'Partner Ltd',
      region: 'CN',
      purposes: ['MARKETING'],
      fields: [
        'Query.customer',
        'Query.customers',
        'Customer.id',
        'Customer.number',
        'Customer.name',
        'Customer.stage',
        'Customer.primaryPhone',
        'ContactPoint.value',
      ],
      addresses: [],
      contractFrom: '2020-01-01',
      contractTo: '2099-12-31',
      risk: 'LOW',
      burst: 10_000,
      perDay: 100_000,
      ...terms,
    },
  };
}

const SHOWN = 'app { id version state proposed { state } inForce { number } } userErrors { code field }';

/** What a change of an app answers. */
interface Changed {
  readonly app: {
    readonly id: string;
    readonly version: string;
    readonly state: string;
    readonly proposed: { readonly state: string } | null;
    readonly inForce: { readonly number: number } | null;
  };
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] | null }[];
}

/** Changes an app through the API as one of the three; answers its payload. */
export async function change(
  app: TestApp,
  as: number,
  field: string,
  variables: Record<string, unknown>,
): Promise<Changed> {
  const types: Readonly<Record<string, string>> = {
    id: 'ID!',
    version: 'String!',
    reason: 'String!',
    note: 'String',
    input: 'PartnerAppInput!',
  };
  const names = Object.keys(variables).filter((name) => name in types);
  const document = `mutation (${names.map((name) => `$${name}: ${types[name]}`).join()}) {
    ${field}(${names.map((name) => `${name}: $${name}`).join()}) { ${SHOWN} }
  }`;
  const ctx = app.ctxFor(as === SECOND ? 'PRIVACY_OFFICER' : 'SECURITY_ADMIN', as);
  return (await app.data(ctx, document, variables))[field];
}

/** Submits what is proposed and has two people approve it; answers the app. */
export async function approve(app: TestApp, { id, version }: { id: string; version: string }) {
  const submitted = await change(app, MANAGER, 'partnerAppSubmit', { id, version });
  const once = await change(app, FIRST, 'partnerAppApprove', { id, version: submitted.app.version });
  const twice = await change(app, SECOND, 'partnerAppApprove', { id, version: once.app.version });
  expect(twice).toMatchObject({ userErrors: [], app: { state: 'APPROVED' } });
  return twice.app;
}

/** Registers an app and has it approved. */
export async function approvedApp(app: TestApp, name: string, terms: object = {}) {
  const { app: draft } = await change(app, MANAGER, 'partnerAppRegister', { input: appInput(name, terms) });
  return await approve(app, draft);
}

/** Makes a secret of an app. */
export async function secretOf(app: TestApp, appId: string): Promise<string> {
  const { partnerSecretCreate } = await app.data(
    app.ctxFor('SECURITY_ADMIN', MANAGER),
    'mutation ($input: PartnerSecretInput!) { partnerSecretCreate(input: $input) { secret userErrors { code } } }',
    { input: { appId, label: 'test', expiresInDays: 90 } },
  );
  expect(partnerSecretCreate.userErrors).toEqual([]);
  return partnerSecretCreate.secret;
}

/** Asks for a token. */
export async function askToken(server: FastifyInstance, form: Record<string, string>, headers: object = {}) {
  return await server.inject({
    method: 'POST',
    url: '/oauth/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams({ grant_type: 'client_credentials', ...form }).toString(),
  });
}

/** A token got with a new secret. */
export async function tokenOf(app: TestApp, server: FastifyInstance, appId: string): Promise<string> {
  const answer = await askToken(server, { client_id: appId, client_secret: await secretOf(app, appId) });
  expect(answer.statusCode).toBe(200);
  return answer.json().access_token;
}

/** Runs an operation as an app. */
export async function askAs(server: FastifyInstance, token: string, query: string, headers: object = {}) {
  return await server.inject({
    method: 'POST',
    url: '/graphql',
    headers: { authorization: `Bearer ${token}`, ...headers },
    payload: { query },
  });
}

/** Adds a customer with a phone; answers its key and id. */
export async function addCustomer(app: TestApp, name: string, phone: string): Promise<{ key: number; id: string }> {
  const contactPoints = [{ type: 'PHONE' as const, value: phone, isPrimary: true }];
  const key = await createCustomer(app.ctxFor('ADMIN'), { kind: 'PERSON', name, contactPoints });
  return { key, id: app.services.publicIds.encode('cus', key) };
}

/** Records what a customer says to an app: the fields of a yes, or that it is taken back. */
export async function consent(
  app: TestApp,
  customerKey: number,
  appId: string,
  fields: readonly string[] | 'WITHDRAWN',
  purpose: Purpose = 'MARKETING',
): Promise<void> {
  const ctx = app.ctxFor('ADMIN');
  const recipientId = app.services.publicIds.decode('app', appId) ?? 0;
  await ctx.db.ids.ensure(4);
  await ctx.db.transaction(
    async (trx) =>
      await recordConsents(trx, ctx, [
        {
          customerId: customerKey,
          subjectId: customerKey,
          purpose,
          recipientId,
          fields: fields === 'WITHDRAWN' ? ['ALL'] : fields,
          basis: 'CONSENT',
          decision: fields === 'WITHDRAWN' ? 'WITHDRAWN' : 'GRANTED',
          expiresAt: null,
          policyId: null,
          evidence: { kind: 'IN_PERSON', text: 'said so' },
        },
      ]),
  );
}

/** Runs a job of this module once, as the clock would. */
export async function runJob({ services }: TestApp, job: JobDefinition): Promise<void> {
  // The handlers look at nothing else of their step.
  const step = { ctx: systemContext(services) } as Parameters<JobDefinition['run']>[0];
  await job.run(step, {} as never);
}
