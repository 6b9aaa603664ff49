import { paths as accessPaths } from '../features/access/paths.ts';
import { paths as settingsPaths } from '../features/settings/paths.ts';
import type { Permission } from '../gql/graphql.ts';
import { features } from './features.ts';

/**
 * Where somebody begins who may not see the figures of the home page: with the users, when they are there for these, else
 * with the first page the navigation offers them, else with their own account.
 */
export function landingPath(can: (permission: Permission) => boolean): string {
  if (can('USER_MANAGE') && !can('CUSTOMER_READ')) return settingsPaths.users();
  const entry = features
    .flatMap(({ navigation }) => navigation)
    .find(({ path, permission }) => path !== '/' && (!permission || can(permission)));
  return entry?.path ?? accessPaths.account();
}
