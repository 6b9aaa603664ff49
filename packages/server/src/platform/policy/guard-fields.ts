import type { DataClass } from '@dossier/shared/access';
import {
  defaultFieldResolver,
  getNamedType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isCompositeType,
  isObjectType,
} from 'graphql';
import type { Ctx } from '../context/context.ts';
import { type Exposure, exposureOf, isAboutCustomers } from '../graphql/exposure.ts';
import type { CompiledGrants, Level } from './compile-grants.ts';
import { masked } from './masks.ts';
import type { Withheld } from './request-access.ts';
import { seeing } from './seen-fields.ts';
import { ERASED, Shielded } from './shielded.ts';

type Resolver = GraphQLFieldResolver<unknown, Ctx>;

/** How much of a row's PERSONAL values may be seen: the column that repositories add where it depends on the row. */
export const LEVEL_COLUMN = 'personalLevel';
const LEVELS: readonly Level[] = ['NONE', 'MASKED', 'FULL'];

/**
 * Puts a guard before every field about customers whose class is PERSONAL or more. The guard is synchronous and reads only what
 * was decided before: by the operation (see `preAuthorise`), by the actor's grants, and by the row's own level. What was not
 * decided is refused. Changes the schema's objects.
 */
export function guardFields(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || !isAboutCustomers(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const exposure = exposureOf(field);
      if (exposure) field.resolve = guarded(`${type.name}.${field.name}`, field, exposure);
    }
  }
}

function guarded(coordinate: string, field: GraphQLField<unknown, Ctx>, exposure: Exposure): Resolver | undefined {
  const isOpen = exposure.dataClass === 'PUBLIC' || exposure.dataClass === 'INTERNAL';
  const inner = field.resolve ?? (isOpen ? undefined : defaultFieldResolver);
  // A reveal was decided and written down by its use case.
  if (isOpen || !inner || exposure.capability === 'reveal') return inner;
  const isObject = isCompositeType(getNamedType(field.type));
  const noteSeen = seeing(exposure.tells);
  return (parent, args, ctx, info) => {
    const level = levelOf(ctx, coordinate, exposure.dataClass, parent);
    if (level === 'FULL') noteSeen?.(ctx.access, parent);
    // What objects hold has guards of its own.
    if (isObject && level !== 'NONE') return inner(parent, args, ctx, info);
    if (level === 'NONE' || (level === 'MASKED' && !exposure.mask))
      return withhold(ctx, info, 'HIDDEN', exposure.dataClass);
    const value: unknown = inner(parent, args, ctx, info);
    const show = (known: unknown) => shown(ctx, info, exposure, level, known);
    return value instanceof Promise ? value.then(show) : show(value);
  };
}

/** A value as far as it may be seen; what is sealed is opened here. */
function shown(
  ctx: Ctx,
  info: GraphQLResolveInfo,
  { mask, dataClass }: Exposure,
  level: 'FULL' | 'MASKED',
  value: unknown,
): unknown {
  if (value instanceof Shielded) {
    const seen = value.show(level, mask);
    if (seen === ERASED) return withhold(ctx, info, 'ERASED', dataClass);
    if (level === 'MASKED' && seen !== null) withhold(ctx, info, 'MASKED', dataClass);
    return seen;
  }
  if (level === 'FULL') return value;
  if (typeof value !== 'string' || !mask) return null;
  withhold(ctx, info, 'MASKED', dataClass);
  return masked(mask, value);
}

function levelOf(ctx: Ctx, coordinate: string, declared: DataClass, parent: unknown): Level {
  const { grants } = ctx.actor;
  if (!ctx.access.authorised?.outputs.has(coordinate)) {
    // Reached by a way that was not looked at: a fault of ours, and never the value.
    ctx.log.error({ coordinate, requestId: ctx.requestId }, 'a field was resolved that nobody had authorised');
    return 'NONE';
  }
  return levelOfRow(grants, declared, parent);
}

/** How much of the values of a class the actor may see of one row. */
export function levelOfRow(grants: CompiledGrants, dataClass: DataClass, row: unknown): Level {
  const level = grants.level(dataClass);
  return level === 'BY_ROW' ? rowLevel(row) : level;
}

function rowLevel(parent: unknown): Level {
  if (typeof parent !== 'object' || parent === null || !(LEVEL_COLUMN in parent)) return 'NONE';
  return LEVELS[Number(parent[LEVEL_COLUMN])] ?? 'NONE';
}

function withhold(ctx: Ctx, info: GraphQLResolveInfo, code: Withheld['code'], dataClass: DataClass): null {
  return keepBack(ctx, info, code, ruleOf(ctx.actor.grants, dataClass));
}

/** Notes that the value of a field is kept back, and why; what stands in its place is null. */
export function keepBack(ctx: Ctx, info: GraphQLResolveInfo, code: Withheld['code'], rule: string): null {
  const path = pathOf(info.path);
  const known = ctx.access.withheld.get(path);
  // Of one that is hidden on some rows and masked or erased on others, the strongest is told.
  if (known === undefined || STRENGTH.indexOf(code) > STRENGTH.indexOf(known.code))
    ctx.access.withheld.set(path, { path, code, rule });
  return null;
}

const STRENGTH: readonly Withheld['code'][] = ['ERASED', 'MASKED', 'HIDDEN', 'CONSENT_NOT_FOR_FIELD'];

function ruleOf(grants: CompiledGrants, dataClass: DataClass): string {
  const [rule] = [...grants.rules(dataClass, 'READ_MASKED'), ...grants.rules(dataClass, 'READ_FULL')];
  return rule?.id ?? `none/${dataClass}/READ_FULL`;
}

function pathOf(path: GraphQLResolveInfo['path'] | undefined): string {
  if (!path) return '';
  const before = pathOf(path.prev);
  if (typeof path.key === 'number') return before;
  return before === '' ? path.key : `${before}.${path.key}`;
}
