import { getNamedType, isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { incompleteCoordinates } from '../platform/graphql/complete-schema.ts';
import { exposureOf, isAboutCustomers } from '../platform/graphql/exposure.ts';
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

  it('says whose every personal value is, for the ledger of who saw what, but for these', () => {
    const personal = Object.values(bareSchema.getTypeMap()).flatMap((type) =>
      isObjectType(type) && isAboutCustomers(type)
        ? Object.values(type.getFields()).flatMap((field) => {
            const exposure = exposureOf(field);
            const isSeen = exposure?.capability === 'read' && exposure.dataClass === 'PERSONAL';
            return isSeen ? [{ place: `${type.name}.${field.name}`, field, tells: exposure.tells }] : [];
          })
        : [],
    );
    const silent = personal.filter(({ tells }) => tells === undefined).map(({ place }) => place);
    expect(silent.toSorted()).toEqual([
      'Address.line',
      'Address.text',
      // Of a file, to whoever imports it.
      'CellPreview.raw',
      'CellPreview.value',
      'ContactPoint.display',
      'ContactPoint.holderName',
      'ContactPoint.holderTitle',
      'ContactPoint.value',
      // What was asked about.
      'DuplicateReason.value',
      'FactValue.raw',
      'FactValue.value',
      'FilePreview.notes',
      'FilePreview.rows',
      // Masked for everybody; the look-up writes itself down.
      'FoundCustomer.name',
      'ImportSample.changes',
      'RejectedRow.cells',
    ]);
    // Some of these stand only behind fields that tell.
    const behind = new Set(['Address', 'ContactPoint', 'FactValue']);
    const doors = Object.values(bareSchema.getTypeMap()).flatMap((type) =>
      isObjectType(type) ? Object.values(type.getFields()) : [],
    );
    const leading = doors.filter(({ type }) => behind.has(getNamedType(type).name));
    expect(leading.filter((field) => exposureOf(field)?.tells === undefined)).toEqual([]);
    expect(leading).toHaveLength(6);
  });

  it('classifies and describes every field, input field and argument', () => {
    expect(incompleteCoordinates(bareSchema)).toEqual([]);
  });
});
