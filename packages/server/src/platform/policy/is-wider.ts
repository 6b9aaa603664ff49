import { CAPABILITIES, DATA_CLASSES } from '@dossier/shared/access';
import { type CompiledGrants, isWithin } from './compile-grants.ts';

/** Whether grants allow anything that others do not: by permissions, and by the scopes of each capability on each class. */
export function isWider(grants: CompiledGrants, than: CompiledGrants): boolean {
  if ([...grants.permissions].some((permission) => !than.permissions.has(permission))) return true;
  const hasFigures = grants.reach('INTERNAL', 'AGGREGATE').length > 0;
  if (hasFigures && than.aggregatesOnly && !grants.aggregatesOnly) return true;
  return DATA_CLASSES.some((dataClass) =>
    CAPABILITIES.some((capability) => {
      const before = than.reach(dataClass, capability);
      // A mask shows nothing to who reads in full.
      const known = capability === 'READ_MASKED' ? [...before, ...than.reach(dataClass, 'READ_FULL')] : before;
      return !isWithin(grants.reach(dataClass, capability), known);
    }),
  );
}
