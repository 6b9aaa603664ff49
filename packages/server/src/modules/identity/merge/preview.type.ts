import type { CustomerField } from '@dossier/shared/facts';
import { ID, ObjectType } from 'type-graphql';
import { enumOf } from '../../../platform/graphql/enum.ts';
import { Readable } from '../../../platform/graphql/exposure.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { CustomerFieldEnum, IdentifierTypeEnum, Source } from '../../customer/index.ts';
import { GoesBecauseEnum, GoesToEnum, LaterThingKindEnum, MovedCounts } from './merge.type.ts';

/** What speaks against a merge. */
export const MergeConflictKindEnum = enumOf('MergeConflictKind', 'What speaks against customers being the same.', {
  KIND_DIFFERS: 'One is a person and one an organisation: the merge is refused.',
  IDENTIFIER_DIFFERS: 'They have unequal numbers of a document of which everybody has one.',
  BIRTH_DATE_DIFFERS: 'They were born on different days.',
});

/** One value of a preview. */
@ObjectType({ description: 'One value, and for whom it was collected.' })
export class PreviewValue {
  customerKey: number;
  field: CustomerField;
  @Readable(() => String, 'PERSONAL', 'The value; null for documents, which no preview shows.', {
    nullable: true,
    tells: 'FIELD_OF_ROW',
  })
  value: string | null;
  @Readable(() => String, 'INTERNAL', 'The number of the customer it was collected for.', { nullable: true })
  customerNumber: string | null;
  @Readable(() => Source, 'INTERNAL', 'Who says so; null for tags that staff put on.', { nullable: true })
  source: Source | null;
}

/** One field of a preview. */
@ObjectType({ description: 'What a field will show, and over what.' })
export class PreviewField {
  @Readable(() => CustomerFieldEnum, 'INTERNAL', 'The field.')
  field: CustomerField;
  @Readable(() => [PreviewValue], 'INTERNAL', 'What will be shown: one value, or the items of a list.')
  shown: PreviewValue[];
  @Readable(() => [PreviewValue], 'INTERNAL', 'What is kept and not shown, the next best first.')
  losing: PreviewValue[];
}

/** Something that speaks against a merge. */
@ObjectType({ description: 'Something that speaks against customers being the same.' })
export class MergeConflict {
  @Readable(() => MergeConflictKindEnum, 'INTERNAL', 'What.')
  kind: string;
  @Readable(() => IdentifierTypeEnum, 'INTERNAL', 'Which document, of IDENTIFIER_DIFFERS.', { nullable: true })
  identifierType: string | null;
  @Readable(() => [ID], 'INTERNAL', 'Between which of the customers.')
  customerIds: string[];
}

/** What a merge will come to. */
@ObjectType({ description: 'What a merge will come to; nothing is changed.' })
export class MergePreview {
  @Readable(() => [PreviewField], 'INTERNAL', 'What the survivor will show.')
  fields: PreviewField[];
  @Readable(() => [MergeConflict], 'INTERNAL', 'What speaks against it.')
  conflicts: MergeConflict[];
  @Readable(() => MovedCounts, 'INTERNAL', 'How many of what will go along.')
  moved: MovedCounts;
}

/** Something that came in while customers were one. */
@ObjectType({ description: 'Something that came in, in the survivor’s name, while customers were one.' })
export class LaterThing {
  @Readable(() => ID, 'INTERNAL', 'The record or order.')
  id: string;
  @Readable(() => LaterThingKindEnum, 'INTERNAL', 'What it is.')
  kind: string;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it came.')
  at: number;
  @Readable(() => GoesToEnum, 'INTERNAL', 'To whom it will go.')
  goesTo: string;
  @Readable(() => GoesBecauseEnum, 'INTERNAL', 'Why it goes there by itself.')
  because: string;
}

/** What an un-merge or a split will come to. */
@ObjectType({ description: 'What taking things out of a customer will come to; nothing is changed.' })
export class PartingPreview {
  @Readable(() => [PreviewField], 'INTERNAL', 'What the one who stays will show.')
  survivor: PreviewField[];
  @Readable(() => [PreviewField], 'INTERNAL', 'What the one who is given back, or made, will show.')
  released: PreviewField[];
  @Readable(() => [LaterThing], 'INTERNAL', 'What came in since, and where it goes; empty for a split.')
  things: LaterThing[];
}
