import type { SightingRowFragment } from '../../gql/graphql.ts';

/** What tells a row of who saw what from all others. */
export function sightingKey(row: SightingRowFragment): string {
  const { day, customerId, user, appId, way, purpose, operation, exportId, fields } = row;
  return [day, customerId, user?.id, appId, way, purpose, operation, exportId, fields].join();
}
