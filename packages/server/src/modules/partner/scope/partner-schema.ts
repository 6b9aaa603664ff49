import {
  getNamedType,
  type GraphQLFieldConfig,
  type GraphQLNamedType,
  GraphQLNonNull,
  GraphQLList,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLSchema,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { byConsent } from './consent-guard.ts';
import { GIVEN_ARGUMENTS, GIVEN_TO_ALL, OFFERED_FIELDS } from './offered-fields.ts';

type Field = GraphQLFieldConfig<unknown, Ctx>;

/**
 * The schema that an app with these terms sees. It is built up from the fields that the terms name, not cut out of the whole:
 * what is not named is never looked at, so it does not exist for the app, and nothing that the product gets later comes into it.
 * Resolvers and declarations are those of the whole schema; fields of customers answer within what each customer consented to.
 *
 * @param fields coordinates; those that are not offered, or not there, are passed over
 */
export function partnerSchema(whole: GraphQLSchema, fields: readonly string[]): GraphQLSchema {
  const listed = new Set([...fields.filter((one) => OFFERED_FIELDS.has(one)), ...GIVEN_TO_ALL]);
  const made = new Map<string, GraphQLObjectType>();

  function objectOf(type: GraphQLObjectType): GraphQLObjectType {
    const known = made.get(type.name);
    if (known) return known;
    const { fields: all, ...config } = type.toConfig();
    const object = new GraphQLObjectType({
      ...config,
      // Nothing of theirs is asked by what they have in common.
      interfaces: [],
      fields: () =>
        Object.fromEntries(
          // Its declarations are all made with this context.
          Object.entries(all as Record<string, Field>)
            .filter(([name, field]) => listed.has(`${type.name}.${name}`) && hasFields(field))
            .map(([name, field]) => [name, fieldOf(`${type.name}.${name}`, field)]),
        ),
    });
    made.set(type.name, object);
    return object;
  }

  /** Whether anything of what a field answers is listed. */
  function hasFields(field: Field): boolean {
    const type = getNamedType(field.type);
    if (!isObjectType(type)) return isScalarType(type) || isEnumType(type);
    return Object.entries(type.toConfig().fields).some(
      ([name, inner]) => listed.has(`${type.name}.${name}`) && hasFields(inner),
    );
  }

  function fieldOf(coordinate: string, field: Field): Field {
    const args = Object.entries(field.args ?? {}).filter(([name]) => GIVEN_ARGUMENTS.has(`${coordinate}(${name}:)`));
    const made = { ...field, args: Object.fromEntries(args), type: outputOf(field.type) };
    const needed = OFFERED_FIELDS.get(coordinate);
    if (!needed || !coordinate.startsWith('Customer.')) return made;
    return {
      ...made,
      // Without consent there is no value, whatever the product promises its own people.
      type: needed.length > 0 && isNonNullType(made.type) ? made.type.ofType : made.type,
      resolve: byConsent(needed, field.resolve),
    };
  }

  function outputOf(type: GraphQLOutputType): GraphQLOutputType {
    if (isNonNullType(type)) return new GraphQLNonNull(outputOf(type.ofType));
    if (isListType(type)) return new GraphQLList(outputOf(type.ofType));
    return isObjectType(type) ? objectOf(type) : type;
  }

  const query = whole.getQueryType();
  if (!query) throw new Error('a schema without queries');
  return new GraphQLSchema({ query: objectOf(query) });
}

/** A schema as text, in one order whatever the order of its making. */
export function printedSchema(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}

/** The offered fields that this product has, with what they answer. */
export function offeredIn(whole: GraphQLSchema): { coordinate: string; type: GraphQLNamedType; field: Field }[] {
  return [...OFFERED_FIELDS.keys()].flatMap((coordinate) => {
    const [typeName = '', name = ''] = coordinate.split('.');
    const type = whole.getType(typeName);
    const field = isObjectType(type) ? type.toConfig().fields[name] : undefined;
    return field ? [{ coordinate, type: getNamedType(field.type), field }] : [];
  });
}
