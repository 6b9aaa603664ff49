import type { Capability, DataClass } from '@dossier/shared/access';
import { failure } from '../graphql/failure.ts';
import { type CompiledGrants, isWithin } from './compile-grants.ts';
import type { OperationNeeds, Use } from './operation-needs.ts';

/** What an operation may answer, decided before it runs. */
export interface Authorised {
  /** The fields about customers that were looked at: a guard that meets another one refuses. */
  readonly outputs: ReadonlySet<string>;
}

const decided = new WeakMap<OperationNeeds, WeakMap<CompiledGrants, Authorised | readonly Use[]>>();

/**
 * Decides everything that an operation uses of the schema, before any of it runs. Values that may not be seen become null
 * later, field by field; an operation that would narrow, order, count, search, write or follow by what may not be used so, or
 * read of a class that is closed altogether, is refused as a whole.
 *
 * @throws FORBIDDEN naming the coordinates, all of them sent by the caller
 */
export function preAuthorise(
  grants: CompiledGrants,
  needs: OperationNeeds,
  variables: Readonly<Record<string, unknown>>,
): Authorised {
  let byGrants = decided.get(needs);
  if (!byGrants) decided.set(needs, (byGrants = new WeakMap()));
  let known = byGrants.get(grants);
  if (!known) {
    const refused = [...needs.inputs.filter((use) => !isInputAllowed(grants, use)), ...refusedOutputs(grants, needs)];
    known = refused.length > 0 ? refused : { outputs: new Set(needs.outputs.map(({ coordinate }) => coordinate)) };
    byGrants.set(grants, known);
  }
  if (isRefusal(known)) throw forbidden(known);
  const refused = needs.ofVariables(variables).filter((use) => !isInputAllowed(grants, use));
  if (refused.length > 0) throw forbidden(refused);
  return known;
}

function isRefusal(known: Authorised | readonly Use[]): known is readonly Use[] {
  return Array.isArray(known);
}

// For nobody or for somebody: which rows, the repositories decide.
function isInputAllowed(grants: CompiledGrants, use: Use): boolean {
  return isGranted(grants, use.dataClass, use.capability);
}

/** Whether an operation may use values of a class so at all. */
export function isGranted(grants: CompiledGrants, dataClass: DataClass, capability: Capability): boolean {
  const reach = grants.reach(dataClass, capability);
  // An order tells something about every row of the result, so it has to be granted for all of them.
  if (capability === 'SORT') return reach.length > 0 && isWithin(grants.visible, reach);
  return reach.length > 0;
}

function refusedOutputs(grants: CompiledGrants, needs: OperationNeeds): readonly Use[] {
  return needs.outputs.filter(({ dataClass, capability }) => {
    if (dataClass === 'PUBLIC') return false;
    if (capability !== 'READ_FULL') return grants.reach(dataClass, capability).length === 0;
    const isClosed = grants.level(dataClass) === 'NONE';
    // A query answers null there and says why; a change must not happen when its answer may not be seen.
    return isClosed && (dataClass === 'INTERNAL' || needs.kind !== 'query');
  });
}

function forbidden(uses: readonly Use[]): Error {
  const coordinates = [...new Set(uses.map(({ coordinate }) => coordinate))].toSorted();
  return failure('FORBIDDEN', `You may not use ${coordinates.slice(0, 5).join(', ')} in this way.`, {
    coordinates: coordinates.slice(0, 20),
  });
}
