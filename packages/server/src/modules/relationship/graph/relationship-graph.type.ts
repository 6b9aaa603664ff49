import { Int, ObjectType } from 'type-graphql';
import { Readable } from '../../../platform/graphql/exposure.ts';
import { Customer } from '../../customer/index.ts';
import { Relationship } from '../edge/relationship.type.ts';

/** A customer in a graph. */
@ObjectType({ description: 'A customer in a graph of relationships.' })
export class RelationshipNode {
  @Readable(() => Customer, 'PUBLIC', 'The customer.')
  customer: Customer;
  @Readable(() => Int, 'INTERNAL', 'How many relationships it is away; 0 for the one the graph is of.')
  distance: number;
}

/** Everybody within reach of one customer. */
@ObjectType({ description: 'Everybody within reach of one customer, and what they are to each other.' })
export class RelationshipGraph {
  @Readable(() => [RelationshipNode], 'INTERNAL', 'The customers, the nearest first.')
  nodes: RelationshipNode[];
  @Readable(() => [Relationship], 'INTERNAL', 'All relationships between these customers, of the types asked for.')
  edges: Relationship[];
  @Readable(() => Boolean, 'INTERNAL', 'Whether there is more than is shown within this distance.')
  isCut: boolean;
}
