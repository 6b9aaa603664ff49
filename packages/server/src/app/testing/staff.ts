import { BUILT_IN_POLICY, type Role } from '@dossier/shared/access';
import type { TestApp } from './test-app.ts';
import { createContext, type Ctx } from '../../platform/context/context.ts';
import { compileGrants } from '../../platform/policy/compile-grants.ts';
import { insertUser, setSecondFactorSince } from '../../modules/access/user.repository.ts';

/** Adds members of staff by name and key, who cannot sign in; what they may do is said where they act. */
export async function addStaff(
  app: TestApp,
  people: Readonly<Record<string, number>>,
  status: 'ACTIVE' | 'INVITED' = 'ACTIVE',
): Promise<void> {
  await app.services.db.transaction(async (trx) => {
    for (const [name, id] of Object.entries(people))
      await insertUser(trx, {
        id,
        name,
        email: `${name}@acme.example`,
        passwordHash: null,
        roles: ['SALES'],
        status,
        createdAt: 1,
      });
  });
}

/** Adds people by name and key who have a role and, for long, a second factor: those who may approve what others ask for. */
export async function addDeciders(app: TestApp, role: Role, people: Readonly<Record<string, number>>): Promise<void> {
  await app.services.db.transaction(async (trx) => {
    for (const [name, id] of Object.entries(people)) {
      const email = `${name}@acme.example`;
      await insertUser(trx, { id, name, email, passwordHash: null, roles: [role], status: 'ACTIVE', createdAt: 1 });
      await setSecondFactorSince(trx, id, 1);
    }
  });
}

/** A context of somebody with a role, as their session would have it, whatever the table of users says. */
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
