import { RELATIONSHIP_LIMITS, type RelationshipType } from '@dossier/shared/relationship';
import { ID, InputType } from 'type-graphql';
import { Filterable, Writable } from '../../../platform/graphql/exposure.ts';
import { LocalDateScalar } from '../../../platform/graphql/scalars.ts';
import { RelationshipTypeEnum } from './relationship.type.ts';

/** Which relationships are wanted. */
@InputType({ description: 'Which relationships are wanted. All that is given must hold.' })
export class RelationshipFilter {
  @Filterable(() => [RelationshipTypeEnum], 'INTERNAL', 'Only of these types.')
  types?: RelationshipType[] | null;
  @Filterable(() => Boolean, 'INTERNAL', 'Also those that are over; by default only those in force or still to begin.')
  includeEnded?: boolean | null;
  @Filterable(() => LocalDateScalar, 'INTERNAL', 'Only those in force on this day, also if they are over since.')
  validAt?: string | null;
}

/** What can be said of a relationship beside who and what. */
@InputType({ description: 'What is changed of a relationship. What is absent stays, null clears.' })
export class RelationshipUpdateInput {
  @Writable(() => String, 'PERSONAL', `What somebody is called there, at most ${RELATIONSHIP_LIMITS.title} characters.`)
  title?: string | null;
  @Writable(() => String, 'PERSONAL', `The department there, at most ${RELATIONSHIP_LIMITS.department} characters.`)
  department?: string | null;
  @Writable(() => String, 'PERSONAL', `Free text, at most ${RELATIONSHIP_LIMITS.note} characters.`)
  note?: string | null;
  @Writable(() => LocalDateScalar, 'INTERNAL', 'Since which day.')
  validFrom?: string | null;
  @Writable(() => LocalDateScalar, 'INTERNAL', 'Until which day, that day included.')
  validTo?: string | null;
}

/** A new relationship. */
@InputType({ description: 'A new relationship.' })
export class RelationshipCreateInput extends RelationshipUpdateInput {
  @Writable(() => ID, 'INTERNAL', 'The customer who stands in the relationship.', { nullable: false })
  fromId: string;
  @Writable(() => ID, 'INTERNAL', 'The customer to whom.', { nullable: false })
  toId: string;
  @Writable(() => RelationshipTypeEnum, 'INTERNAL', 'What `from` is to `to`.', { nullable: false })
  type: RelationshipType;
}
