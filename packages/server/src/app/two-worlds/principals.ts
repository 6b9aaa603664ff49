import { BUILT_IN_POLICY, type GrantedRole, type Policy, type Role } from '@dossier/shared/access';
import { testEngine } from '../../platform/testing/test-database.ts';

/** Somebody for whom two installations are built. */
export interface Principal {
  readonly roles: readonly GrantedRole[];
  /** Another policy than the built-in one, that an installation could have. */
  readonly policy?: Policy;
}

const manager = BUILT_IN_POLICY.roles.MANAGER;
if (!manager) throw new Error('there is no MANAGER');
/** Managers merge the customers of their teams themselves: so previews are asked for by people who do not see everybody. */
const MERGING_MANAGERS: Policy = {
  roles: {
    ...BUILT_IN_POLICY.roles,
    MANAGER: { ...manager, permissions: [...manager.permissions, 'CUSTOMER_MERGE'] },
  },
};

/** Everybody who sees all customers, and not all of them; or none. */
export const ALL_OR_NONE: readonly Principal[] = (
  ['VIEWER', 'PRIVACY_OFFICER', 'AUDITOR', 'ANALYST', 'SECURITY_ADMIN', 'PARTNER_DEVELOPER'] satisfies Role[]
).map((role) => ({ roles: [role] }));

/** Everybody who sees some customers. */
export const SOME: readonly Principal[] = [
  { roles: ['MANAGER'], policy: MERGING_MANAGERS },
  { roles: ['SALES'] },
  { roles: ['SUPPORT'] },
  { roles: ['SALES', 'ANALYST'] },
  { roles: ['SALES', 'BREAK_GLASS'] },
];

/** What chance begins with; another one with `DOSSIER_SEED`. */
export const SEED = Number(process.env['DOSSIER_SEED'] ?? 20_260_305);

/** Whether this is a long run. */
export const IS_LONG = 'DOSSIER_TWO_WORLDS' in process.env;

/** How many operations each of them tries; a server takes longer for each. */
export const OPERATIONS = Number(process.env['DOSSIER_TWO_WORLDS'] ?? (testEngine() === 'sqlite' ? 1_000 : 200));
