import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import type { DataClass } from '@dossier/shared/access';
import { classOfCode } from './enum.ts';
import type { Exposure } from './exposure.ts';

interface ArgumentDeclaration extends Exposure {
  /** For arguments that say nothing of their own. */
  readonly description: string;
}

const argument = (
  dataClass: DataClass,
  capability: Exposure['capability'],
  description: string,
): ArgumentDeclaration => ({ dataClass, capability, description });

// TypeGraphQL can attach nothing to an argument, so they are declared here, by name. `filter`: narrowing by it tells
// something about values of that class. An argument that is an input object is judged by its fields.
const ARGUMENTS: Readonly<Record<string, ArgumentDeclaration>> = {
  id: argument('INTERNAL', 'read', 'Which one.'),
  ids: argument('INTERNAL', 'read', 'Which ones.'),
  runId: argument('INTERNAL', 'read', 'Which run.'),
  pairId: argument('INTERNAL', 'read', 'Which pair.'),
  importId: argument('INTERNAL', 'read', 'Which import.'),
  ownerId: argument('INTERNAL', 'write', 'Who looks after the customers; null: nobody.'),
  until: argument('INTERNAL', 'read', 'Until when.'),
  assignable: argument('INTERNAL', 'filter', 'Only those you may give customers to.'),
  teamId: argument('INTERNAL', 'filter', 'Only of this team.'),
  regions: argument('INTERNAL', 'write', 'The regions, all of them.'),
  sourceId: argument('INTERNAL', 'filter', 'Only of this source.'),
  ruleSetVersion: argument('INTERNAL', 'read', 'The version of the rules that the change was made on.'),
  policyVersion: argument('INTERNAL', 'read', 'The version of the policy that the change was made on.'),
  userId: argument('INTERNAL', 'read', 'Who.'),
  actorId: argument('INTERNAL', 'read', 'Who.'),
  coordinate: argument('PUBLIC', 'read', 'Where in the API.'),
  capability: argument('PUBLIC', 'read', 'What is done with it.'),
  customerId: argument('INTERNAL', 'read', 'Which customer.'),
  customerIds: argument('INTERNAL', 'read', 'Which customers.'),
  survivorId: argument('INTERNAL', 'read', 'Who is shown.'),
  recordIds: argument('INTERNAL', 'read', 'Which source records.'),
  decisions: argument('INTERNAL', 'read', 'Where things go.'),
  role: argument('INTERNAL', 'read', 'Which role.'),
  version: argument('INTERNAL', 'read', 'The version that the change was made on; another one refuses with STALE.'),
  idempotencyKey: argument('INTERNAL', 'read', 'The same key again within 24 hours answers the same and does nothing.'),
  ticket: argument('SENSITIVE', 'read', 'The ticket of a sign-in.'),
  code: argument('SENSITIVE', 'read', 'A code that proves something.'),
  token: argument('SENSITIVE', 'read', 'The secret of a link.'),
  input: argument('PUBLIC', 'write', 'What shall be.'),
  setup: argument('PUBLIC', 'write', 'What shall be.'),
  settings: argument('PUBLIC', 'write', 'What shall be.'),
  rules: argument('INTERNAL', 'write', 'The rules as they shall be.'),
  changes: argument('PUBLIC', 'write', 'What shall be different.'),
  validAt: argument('INTERNAL', 'filter', 'Only what was valid on this day.'),
  reasons: argument('INTERNAL', 'filter', 'Only for these reasons.'),
  trust: argument('INTERNAL', 'write', 'How often it is right, in per cent.'),
  at: argument('INTERNAL', 'read', 'At which instant; absent: now.'),
  field: argument('INTERNAL', 'read', 'Which field.'),
  entries: argument('INTERNAL', 'write', 'All entries as they shall be.'),
  pattern: argument('INTERNAL', 'write', 'The pattern as it shall be.'),
  keys: argument('INTERNAL', 'write', 'Which keys.'),
  add: argument('INTERNAL', 'write', 'What is added.'),
  remove: argument('INTERNAL', 'write', 'What is removed.'),
  selection: argument('PUBLIC', 'filter', 'Which customers.'),
  name: argument('INTERNAL', 'write', 'The name.'),
  names: argument('INTERNAL', 'filter', 'Only these.'),
  count: argument('INTERNAL', 'write', 'How many.'),
  reason: argument('INTERNAL', 'read', 'Why; kept with the change.'),
  customerNumber: argument('PUBLIC', 'read', 'Of which customer, by number in any writing.'),
  number: argument('INTERNAL', 'filter', 'The customer number, in any spelling.'),
  // What of a customer is searched depends on what may be read of it: the search itself sees to that.
  search: argument('INTERNAL', 'search', 'Words to find.'),
  filter: argument('PUBLIC', 'filter', 'Conditions that all hold.'),
  sort: argument('INTERNAL', 'sort', 'In which order.'),
  by: argument('INTERNAL', 'group', 'What to count by.'),
  fields: argument('INTERNAL', 'read', 'Only these fields.'),
  kinds: argument('INTERNAL', 'filter', 'Only these kinds.'),
  state: argument('INTERNAL', 'filter', 'Only in these states.'),
  states: argument('INTERNAL', 'filter', 'Only in these states.'),
  from: argument('INTERNAL', 'filter', 'From this instant on.'),
  to: argument('INTERNAL', 'filter', 'Before this instant.'),
  includeRetired: argument('INTERNAL', 'read', 'Whether to show those that are no longer done, too.'),
  includeRetracted: argument('INTERNAL', 'read', 'Whether to show those that were taken back, too.'),
  first: argument('PUBLIC', 'read', 'How many at most.'),
  last: argument('PUBLIC', 'read', 'How many at most, counted from the end.'),
  after: argument('PUBLIC', 'read', 'Go on after this cursor.'),
  before: argument('PUBLIC', 'read', 'Go back from this cursor.'),
  open: argument('INTERNAL', 'filter', 'Only open ones.'),
  limit: argument('PUBLIC', 'read', 'How many at most.'),
  rows: argument('PUBLIC', 'read', 'How many rows at most.'),
  days: argument('PUBLIC', 'read', 'How many days back.'),
  note: argument('INTERNAL', 'read', 'What one says to it.'),
  of: argument('INTERNAL', 'read', 'Where to begin.'),
  depth: argument('PUBLIC', 'read', 'How many steps.'),
  on: argument('INTERNAL', 'write', 'On which day.'),
  months: argument('PUBLIC', 'read', 'How many months back.'),
};

/**
 * Completes what decorators cannot say: the classification and description of arguments, the classification of root
 * fields, and that of input fields which a class has from its parent. Changes the schema's objects.
 */
export function completeSchema(schema: GraphQLSchema): void {
  const roots = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        // The rule of a root field decides who may ask; what comes back is judged by the fields of its type.
        const isRoot = isObjectType(type) && roots.has(type);
        if (isRoot) expose(field, { dataClass: 'PUBLIC', capability: type.name === 'Mutation' ? 'write' : 'read' });
        field.args.forEach(completeArgument);
      }
    } else if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        if (field.extensions['exposure'] === undefined) inherit(type.name, field);
      }
    } else if (isEnumType(type)) {
      for (const value of type.getValues()) {
        const dataClass = classOfCode(type.name, value.name);
        if (dataClass) expose(value, { dataClass, capability: 'read' });
      }
    }
  }
}

/** Every coordinate that is not classified or not described, for the test that allows none. */
export function incompleteCoordinates(schema: GraphQLSchema): readonly string[] {
  const found: string[] = [];
  const check = (coordinate: string, one: { description?: string | null; extensions: object }) => {
    if (!('exposure' in one.extensions)) found.push(`${coordinate} has no classification`);
    if (!one.description) found.push(`${coordinate} has no description`);
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || !('getFields' in type)) continue;
    for (const field of Object.values(type.getFields()) as (GraphQLField<unknown, unknown> | GraphQLInputField)[]) {
      check(`${type.name}.${field.name}`, field);
      if ('args' in field) for (const one of field.args) check(`${type.name}.${field.name}(${one.name}:)`, one);
    }
    const isRoot = ['Query', 'Mutation', 'Subscription'].includes(type.name);
    if (!type.description && !isRoot) found.push(`${type.name} has no description`);
  }
  return found;
}

function completeArgument(one: GraphQLArgument): void {
  const declared = ARGUMENTS[one.name];
  if (!declared) return;
  one.description ??= declared.description;
  expose(one, { dataClass: declared.dataClass, capability: declared.capability });
}

// TypeGraphQL forgets what a parent class attached to its fields when an input class inherits them.
function inherit(typeName: string, field: GraphQLInputField): void {
  const metadata = getMetadataStorage();
  let target: unknown = metadata.inputTypes.find(({ name }) => name === typeName)?.target;
  while (typeof target === 'function') {
    const found = metadata.fieldExtensions.find((one) => one.target === target && one.fieldName === field.name);
    if (found) field.extensions = { ...field.extensions, ...found.extensions };
    target = Object.getPrototypeOf(target);
  }
}

function expose(one: { extensions: object }, exposure: Exposure): void {
  if (!('exposure' in one.extensions)) one.extensions = { ...one.extensions, exposure };
}
