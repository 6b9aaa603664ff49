import { isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { incompleteCoordinates } from '../platform/graphql/complete-schema.ts';
import { bareSchema, closedFields, rules } from './schema.ts';

const rootFields = (name: string) => {
  const type = bareSchema.getType(name);
  return isObjectType(type) ? Object.keys(type.getFields()).toSorted() : [];
};

describe('the schema', () => {
  it.each(['Query', 'Mutation', 'Subscription'] as const)('has a rule for every field of %s, and no other', (type) => {
    expect(Object.keys(rules[type]).toSorted()).toEqual(rootFields(type));
  });

  it('is open to anyone only here', () => {
    const all = Object.values(rules).flatMap((fields) => Object.keys(fields));
    expect(all.filter((name) => !closedFields.has(name)).toSorted()).toEqual([
      'installation',
      'linkInfo',
      'passkeyAsk',
      'passwordSet',
      'signIn',
      'signInConfirm',
      'signOut',
      'viewer',
    ]);
  });

  it('classifies and describes every field, input field and argument', () => {
    expect(incompleteCoordinates(bareSchema)).toEqual([]);
  });
});
