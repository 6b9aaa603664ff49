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
  return (parent, args, ctx, info) => {
    const level = levelOf(ctx, coordinate, exposure.dataClass, parent);
    // What objects hold has guards of its own.
    if (level === 'FULL' || (level === 'MASKED' && isObject)) return inner(parent, args, ctx, info);
    if (level === 'NONE' || !exposure.mask) return withhold(ctx, info, 'HIDDEN', exposure.dataClass);
    const { mask } = exposure;
    const value: unknown = inner(parent, args, ctx, info);
    const cover = (known: unknown) =>
      typeof known === 'string' ? (withhold(ctx, info, 'MASKED', exposure.dataClass), masked(mask, known)) : null;
    return value instanceof Promise ? value.then(cover) : cover(value);
  };
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

function withhold(ctx: Ctx, info: GraphQLResolveInfo, code: 'MASKED' | 'HIDDEN', dataClass: DataClass): null {
  const path = pathOf(info.path);
  const known = ctx.access.withheld.get(path);
  // Of one that is hidden on some rows and masked on others, the stronger is told.
  if (known?.code !== 'HIDDEN')
    ctx.access.withheld.set(path, { path, code, rule: ruleOf(ctx.actor.grants, dataClass) });
  return null;
}

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
