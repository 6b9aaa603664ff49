import { RELATIONSHIP_CODES, RELATIONSHIP_TYPES, type RelationshipType } from '@dossier/shared/relationship';
import { ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../platform/graphql/connection.ts';
import { enumOf } from '../../../platform/graphql/enum.ts';
import { Readable } from '../../../platform/graphql/exposure.ts';
import { Node } from '../../../platform/graphql/node.type.ts';
import type { Resolved } from '../../../platform/graphql/resolved.ts';
import { DateTimeScalar, LocalDateScalar } from '../../../platform/graphql/scalars.ts';
import { UserError } from '../../../platform/graphql/user-error.type.ts';
import { User } from '../../access/index.ts';
import { Customer, Source } from '../../customer/index.ts';

// Described by what people call the ends.
const DESCRIBED = Object.fromEntries(
  RELATIONSHIP_CODES.map((code) => {
    const { from, to } = RELATIONSHIP_TYPES[code].names.en;
    return [code, `From is to to: ${from}. To is to from: ${to}.`];
  }),
) as Record<RelationshipType, string>;

/** Kinds of relationships. */
export const RelationshipTypeEnum = enumOf('RelationshipType', 'What one customer is to another.', DESCRIBED);

/** Where a relationship stands today. */
export const RelationshipStatusEnum = enumOf('RelationshipStatus', 'Where a relationship stands today.', {
  FUTURE: 'It begins later.',
  CURRENT: 'It is in force, as far as is known.',
  ENDED: 'It is over.',
  WITHDRAWN: 'It was taken back: it was never so.',
});

/** What is known of how one customer stands to another. */
@ObjectType({
  implements: Node,
  description: 'How one customer stands to another, as it is known now. Seen by whoever sees both customers.',
})
export class Relationship {
  key: number;
  versionNumber: number;
  fromKey: number;
  toKey: number;
  /** Whose its personal texts are. */
  customerKey: number;
  sourceKey: number;
  recordedByKey: number;

  @Readable(() => ID, 'PUBLIC', 'Opaque id.')
  id: Resolved<string>;
  @Readable(() => RelationshipTypeEnum, 'INTERNAL', 'What `from` is to `to`.')
  type: string;
  @Readable(() => Customer, 'INTERNAL', 'Who stands in the relationship.', { nullable: true })
  from: Resolved<Customer | null>;
  @Readable(() => Customer, 'INTERNAL', 'To whom.', { nullable: true })
  to: Resolved<Customer | null>;
  @Readable(() => String, 'PERSONAL', 'What somebody is called there.', { nullable: true, tells: ['RELATIONSHIP'] })
  title: string | null;
  @Readable(() => String, 'PERSONAL', 'The department there.', { nullable: true, tells: ['RELATIONSHIP'] })
  department: string | null;
  @Readable(() => String, 'PERSONAL', 'Free text.', { nullable: true, tells: ['RELATIONSHIP'] })
  note: string | null;
  @Readable(() => LocalDateScalar, 'INTERNAL', 'Since which day; null: not known.', { nullable: true })
  validFrom: string | null;
  @Readable(
    () => LocalDateScalar,
    'INTERNAL',
    'Until which day, that day included; null: not over, as far as is known.',
    {
      nullable: true,
    },
  )
  validTo: string | null;
  isWithdrawn: number;
  @Readable(() => RelationshipStatusEnum, 'INTERNAL', 'Where it stands today, in the installation’s time zone.')
  status: Resolved<string>;
  @Readable(() => Source, 'INTERNAL', 'Where it is known from.', { nullable: true })
  source: Resolved<Source | null>;
  @Readable(() => User, 'INTERNAL', 'Who recorded it so.', { nullable: true })
  recordedBy: Resolved<User | null>;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was recorded so.')
  recordedAt: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When something else was recorded instead; null for what is known now.', {
    nullable: true,
  })
  supersededAt: number | null;
  @Readable(() => [Relationship], 'INTERNAL', 'How it was recorded before, the latest first, at most 50.')
  history: Resolved<Relationship[]>;
  @Readable(() => String, 'INTERNAL', 'Changes with every change; updates send it back.')
  version: Resolved<string>;
}

/** A page of relationships. */
export const RelationshipConnection = connectionOf(Relationship, 'Relationship', { totalCount: true });
/** See {@link RelationshipConnection}. */
export type RelationshipConnection = InstanceType<typeof RelationshipConnection>;

/** Answer to a change of a relationship. */
@ObjectType({ description: 'The relationship now, or why not.' })
export class RelationshipPayload {
  @Readable(() => Relationship, 'INTERNAL', 'The relationship; null when refused.', { nullable: true })
  relationship: Relationship | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}
