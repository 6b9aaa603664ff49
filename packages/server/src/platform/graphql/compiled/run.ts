import { getVariableValues } from 'graphql';
import type { FieldPlan, Place, QueryPlan, Run, Variables } from './plan.ts';

/** The run met something that graphql-js has to answer: an error of a field, or values of variables that do not fit. */
export class NotPlain extends Error {
  constructor(cause: unknown) {
    super('this run is left to graphql-js', { cause });
    this.name = 'NotPlain';
  }
}

/**
 * Runs a plan and gives the data of the answer. Values that are awaited are put in their places as they come: one promise per
 * awaited value, none per object around it.
 *
 * @throws NotPlain when anything is wrong; graphql-js then runs the document again and finds the words for it
 */
export async function runPlan(plan: QueryPlan, context: unknown, given: Variables): Promise<Record<string, unknown>> {
  const coerced = getVariableValues(plan.schema, plan.operation.variableDefinitions ?? [], given, { maxErrors: 1 });
  if (coerced.errors) throw new NotPlain(coerced.errors[0]);
  const data: Place = {};
  await new Promise<void>((resolve, reject) => {
    const run: Run = {
      context,
      variables: coerced.coerced,
      args: [],
      infos: [],
      awaited: 1,
      done: () => {
        if (--run.awaited === 0) resolve();
      },
      fail: (error) => reject(new NotPlain(error)),
    };
    try {
      runFields(plan.fields, undefined, data, run);
      run.done();
    } catch (error) {
      run.fail(error);
    }
  });
  return data;
}

/** Resolves the fields of one object into their places. */
export function runFields(fields: readonly FieldPlan[], source: unknown, target: Place, run: Run): void {
  for (const plan of fields) {
    if (plan.condition !== undefined && !plan.condition(run.variables)) continue;
    const value = valueOf(plan, source, run);
    if (isPromise(value)) awaitValue(value, plan.complete, target, plan.key, run);
    else plan.complete(value, target, plan.key, run);
  }
}

/** Puts a value in its place when it comes. The place is taken at once, so that keys keep the order of the document. */
export function awaitValue(
  value: PromiseLike<unknown>,
  complete: FieldPlan['complete'],
  target: Place,
  key: string | number,
  run: Run,
): void {
  target[key] = null;
  run.awaited++;
  value.then((resolved) => {
    try {
      complete(resolved, target, key, run);
      run.done();
    } catch (error) {
      run.fail(error);
    }
  }, run.fail);
}

/** Whether a value has to be awaited. */
export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

function valueOf(plan: FieldPlan, source: unknown, run: Run): unknown {
  if (plan.resolve !== undefined) return plan.resolve(source, argsOf(plan, run), run.context, infoOf(plan, run));
  if (source === null || (typeof source !== 'object' && typeof source !== 'function')) return undefined;
  // The default resolver of graphql-js: the property of that name, whatever type of object it is.
  const value = (source as Readonly<Record<string, unknown>>)[plan.name];
  if (typeof value !== 'function') return value;
  // Most computed fields look at their row alone.
  if (value.length < 3) return value.call(source, argsOf(plan, run), run.context);
  return value.call(source, argsOf(plan, run), run.context, infoOf(plan, run));
}

const NO_ARGS: Record<string, unknown> = Object.freeze({});

function argsOf(plan: FieldPlan, run: Run): Record<string, unknown> {
  if (plan.field.args.length === 0) return NO_ARGS;
  // A copy: a resolver may write into its arguments.
  return { ...(plan.staticArgs ?? (run.args[plan.index] ??= plan.argsOf(run.variables))) };
}

function infoOf(plan: FieldPlan, run: Run): ReturnType<FieldPlan['infoOf']> {
  // Only `infoOf` fills the list.
  return (run.infos[plan.index] ??= plan.infoOf(run.variables)) as ReturnType<FieldPlan['infoOf']>;
}
