import type {
  DocumentNode,
  GraphQLField,
  GraphQLFieldResolver,
  GraphQLObjectType,
  GraphQLResolveInfo,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';

/** Values of variables, coerced. */
export type Variables = Readonly<Record<string, unknown>>;

/** Puts the completed form of a resolved value at its place in the answer; throws when the schema does not allow the value. */
export type Complete = (value: unknown, at: Place, key: string | number, run: Run) => void;

/** An object or list of the answer that is being filled. */
export type Place = Record<string | number, unknown>;

/** One field of a selection, worked out once for all times the document runs. */
export interface FieldPlan {
  /** Name in the answer: the alias, or the field's own. */
  readonly key: string;
  readonly name: string;
  /** Number of the field within the operation: where a run keeps what it works out once for it. */
  readonly index: number;
  readonly field: GraphQLField<unknown, unknown>;
  /** Undefined: the property, called when it is a function, as graphql-js does. */
  readonly resolve: GraphQLFieldResolver<unknown, unknown> | undefined;
  /** The arguments when they do not depend on variables. */
  readonly staticArgs: Readonly<Record<string, unknown>> | undefined;
  readonly argsOf: (variables: Variables) => Readonly<Record<string, unknown>>;
  /** Whether `@skip` and `@include` let it stand; undefined when nothing is in its way. */
  readonly condition: ((variables: Variables) => boolean) | undefined;
  readonly infoOf: (variables: Variables) => GraphQLResolveInfo;
  readonly complete: Complete;
}

/** A query that is ready to run. */
export interface QueryPlan {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly rootType: GraphQLObjectType;
  readonly fields: readonly FieldPlan[];
  /** How many fields the whole of it has. */
  readonly count: number;
}

/** One run of a plan: what its fields share. */
export interface Run {
  readonly context: unknown;
  readonly variables: Variables;
  /** Arguments that depend on variables, and infos, by the field's number: worked out at the first use. */
  readonly args: (Readonly<Record<string, unknown>> | undefined)[];
  readonly infos: unknown[];
  /** How many values are still awaited; the run ends at 0. */
  awaited: number;
  /** Called when the last awaited value is in its place. */
  done: () => void;
  fail: (error: unknown) => void;
}
