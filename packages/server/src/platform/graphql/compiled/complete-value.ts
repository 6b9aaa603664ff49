import {
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { Unplannable } from './collect-fields.ts';
import type { Complete, FieldPlan, Place } from './plan.ts';
import { awaitValue, isPromise, runFields } from './run.ts';

/** Plans the fields of an object type, when a value of it is first completed. */
type PlanFields = (type: GraphQLObjectType) => readonly FieldPlan[];

/** How values of a type are completed (GraphQL specification, section 6.4.3). @throws Unplannable for interfaces and unions */
export function completerOf(type: GraphQLOutputType, planFields: PlanFields): Complete {
  if (isNonNullType(type)) return nonNull(completerOf(type.ofType, planFields));
  if (isListType(type)) return list(completerOf(type.ofType, planFields));
  if (isLeafType(type)) return leaf(type);
  if (isObjectType(type)) return object(type, planFields(type));
  throw new Unplannable(`the abstract type ${type.name}`);
}

/** An error that is returned is one that is thrown, as in graphql-js: rules answer so. */
function refuseError(value: unknown): void {
  if (value instanceof Error) throw value;
}

function nonNull(inner: Complete): Complete {
  return (value, at, key, run) => {
    // The value itself is never awaited here: `awaitValue` completes it when it has come.
    inner(value, at, key, run);
    if (at[key] === null) throw new TypeError('null where none may be');
  };
}

function leaf(type: GraphQLLeafType): Complete {
  return (value, at, key) => {
    if (value === null || value === undefined) {
      at[key] = null;
      return;
    }
    refuseError(value);
    const serialised = type.serialize(value);
    if (serialised === null || serialised === undefined) throw new TypeError('a leaf that became nothing');
    at[key] = serialised;
  };
}

function list(inner: Complete): Complete {
  return (value, at, key, run) => {
    if (value === null || value === undefined) {
      at[key] = null;
      return;
    }
    if (!Array.isArray(value)) throw new TypeError('no list');
    const items: unknown[] = [];
    // Its places are numbers.
    const places = items as unknown as Place;
    at[key] = items;
    for (let i = 0; i < value.length; i++) {
      const item: unknown = value[i];
      if (isPromise(item)) awaitValue(item, inner, places, i, run);
      else inner(item, places, i, run);
    }
  };
}

function object(type: GraphQLObjectType, fields: readonly FieldPlan[]): Complete {
  const { isTypeOf } = type;
  if (isTypeOf) throw new Unplannable(`${type.name}, which tests its values`);
  return (value, at, key, run) => {
    if (value === null || value === undefined) {
      at[key] = null;
      return;
    }
    refuseError(value);
    const target: Place = {};
    at[key] = target;
    runFields(fields, value, target, run);
  };
}
