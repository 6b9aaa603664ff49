import { extendSchema, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { guarded } from '../../platform/graphql/guarded.ts';
import { incompleteCoordinates } from '../../platform/graphql/complete-schema.ts';
import { bareSchema, rules } from '../schema.ts';

/* What somebody adds to the schema without saying how sensitive it is: the test of the schema lists it, and so fails. */

describe('a coordinate without a declaration', () => {
  it.each([
    ['a field of a customer', 'extend type Customer { "Size of shoe." shoeSize: Int }', 'Customer.shoeSize'],
    ['a figure', 'extend type DataQuality { "How many." shoes: Int }', 'DataQuality.shoes'],
    [
      'a field of a filter',
      'extend input CustomerFilter { "Size of shoe." shoeSize: IntFilter }',
      'CustomerFilter.shoeSize',
    ],
    [
      'something to write',
      'extend input CustomerUpdateInput { "Size of shoe." shoeSize: Int }',
      'CustomerUpdateInput.shoeSize',
    ],
    ['a way to reveal', 'extend type RevealedCustomer { "Size of shoe." shoeSize: Int }', 'RevealedCustomer.shoeSize'],
    [
      'a new type',
      '"A shoe." type Shoe { "Its size." size: Int } extend type Query { "All." shoes: [Shoe] }',
      'Shoe.size',
    ],
    ['an argument', 'extend type Query { "Shoes." shoes("Whose." wearer: ID): Int }', 'Query.shoes(wearer:)'],
  ])('%s', (_what, addition, coordinate) => {
    expect(incompleteCoordinates(bareSchema)).toEqual([]);
    const grown = extendSchema(bareSchema, parse(addition));
    expect(incompleteCoordinates(grown)).toContain(`${coordinate} has no classification`);
  });

  it('a root field without a rule is refused to everybody', async () => {
    const grown = guarded(extendSchema(bareSchema, parse('extend type Query { "Shoes." shoes: Int }')), rules);
    const field = grown.getQueryType()?.getFields()['shoes'];
    const answer = async () => await field?.resolve?.(null, {}, {}, Object.create(null));
    const outcome = await answer().catch((error: unknown) => error);
    expect(outcome).toBeInstanceOf(Error);
  });
});
