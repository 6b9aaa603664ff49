import { BUILT_IN_POLICY, type Role } from '@dossier/shared/access';
import type { TestApp } from '../../app/testing/test-app.ts';
import { createContext, type Ctx } from '../../platform/context/context.ts';
import { compileGrants } from '../../platform/policy/compile-grants.ts';

/** A context of somebody with a role, as their session would have it. */
export function contextAs(
  app: TestApp,
  role: Role,
  userId: number,
  standing: { teamMembers?: number[]; territories?: string[] } = {},
): Ctx {
  const grants = compileGrants(BUILT_IN_POLICY, [role], { userId, teamMembers: [], territories: [], ...standing });
  const actor = { ...app.ctxFor('VIEWER', userId).actor, permissions: grants.permissions, grants };
  return createContext(app.services, { actor, locale: 'en', requestId: 'test' });
}

/** Adds members of staff; what they may do is said where they act. */
export async function addStaff(app: TestApp, people: Readonly<Record<string, number>>): Promise<void> {
  await app.services.db.transaction(async (trx) => {
    for (const [name, id] of Object.entries(people))
      await trx
        .insertInto('staff_user')
        .values({
          id,
          name,
          email: `${name}@acme.example`.toLowerCase(),
          password_hash: null,
          roles: 'SALES',
          status: 'ACTIVE',
          locale: null,
          last_sign_in_at: null,
          created_at: 1,
          version: 1,
        })
        .execute();
  });
}

/** Creates a customer as a data steward; returns its id. */
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
