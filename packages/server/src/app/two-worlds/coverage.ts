import {
  getNamedType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isObjectType,
} from 'graphql';
import type { Outcome } from './compare.ts';
import type { Operation } from './generate-operation.ts';
import { LEFT_OUT } from './ground.ts';

/** What operations touched of the schema so far. */
export interface Coverage {
  /** Fields that were asked for, arguments, fields of inputs and codes that were said. */
  readonly asked: Set<string>;
  /** Fields that were asked for and had a value: not null, and no empty list. */
  readonly answered: Set<string>;
}

/** Nothing touched so far. */
export const newCoverage = (): Coverage => ({ asked: new Set(), answered: new Set() });

/** Notes what an operation asked for, and what of it had a value. */
export function cover(coverage: Coverage, { places, said }: Operation, { data }: Outcome): void {
  for (const coordinate of [...places.values(), ...said]) coverage.asked.add(coordinate);
  note(data);

  function note(value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) return value.forEach(note);
    for (const [name, one] of Object.entries(value)) {
      const coordinate = places.get(name);
      if (one === null || (Array.isArray(one) && one.length === 0)) continue;
      if (coordinate !== undefined) coverage.answered.add(coordinate);
      note(one);
    }
  }
}

/** Everything that can be asked for or said from the root fields that operations begin with. */
export function coordinatesOf(schema: GraphQLSchema): { readonly asked: string[]; readonly answered: string[] } {
  const outputs: string[] = [];
  const inputs: string[] = [];
  const seen = new Set<string>();
  for (const root of [schema.getQueryType(), schema.getMutationType()])
    if (root) follow(root, (name) => !LEFT_OUT.test(name));
  return { asked: [...outputs, ...inputs], answered: outputs };

  function follow(type: GraphQLNamedType, isIn: (field: string) => boolean = () => true): void {
    if (seen.has(type.name)) return;
    seen.add(type.name);
    if (isEnumType(type)) return;
    if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        inputs.push(`${type.name}.${field.name}`);
        follow(getNamedType(field.type));
      }
      return;
    }
    if (!isObjectType(type)) return;
    for (const field of Object.values(type.getFields()).filter(({ name }) => isIn(name))) {
      outputs.push(`${type.name}.${field.name}`);
      // Cursors are said where there is one to go on from.
      for (const arg of field.args.filter(({ name }) => name !== 'after')) {
        inputs.push(`${type.name}.${field.name}(${arg.name}:)`);
        follow(getNamedType(arg.type));
      }
      follow(getNamedType(field.type));
    }
  }
}
