import type { Role } from '../../gql/graphql.ts';

/** The roles of staff in the order they are offered in: by what their people do, and within that from the least to the most. */
export const ROLE_GROUPS: readonly {
  readonly name: 'customers' | 'data' | 'oversight';
  readonly roles: readonly Exclude<Role, 'PARTNER_DEVELOPER'>[];
}[] = [
  { name: 'customers', roles: ['VIEWER', 'SUPPORT', 'SALES', 'MANAGER'] },
  { name: 'data', roles: ['ANALYST', 'DATA_STEWARD'] },
  { name: 'oversight', roles: ['AUDITOR', 'PRIVACY_OFFICER', 'SECURITY_ADMIN'] },
];
