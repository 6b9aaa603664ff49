import type { CustomerField, VerificationMethod } from '@dossier/shared/facts';
import { Float, ID, Int, ObjectType } from 'type-graphql';
import { enumOf } from '../../../platform/graphql/enum.ts';
import { Readable } from '../../../platform/graphql/exposure.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { Source } from '../source/source.type.ts';
import { CustomerFieldEnum } from './customer-enums.ts';

/** Why a value is shown. */
export const ChosenByEnum = enumOf('ChosenBy', 'Why a value is the one shown.', {
  ONLY_VALUE: 'No other source gives one.',
  SOURCE_PRIORITY: 'Its source is believed before the others.',
  MOST_RECENT: 'It is the newest.',
  VERIFIED: 'It was checked, or checked later.',
  MOST_COMPLETE: 'It says more.',
  MOST_FREQUENT: 'More sources agree on it.',
  STAFF_EDIT: 'Staff entered it, and staff are believed first.',
  PINNED: 'A person pinned it.',
  PRIMARY: 'Of several values, it is marked as the one to use.',
  TAKEN_AWAY: 'Staff took the other away.',
  TIE_BREAK: 'Nothing tells it from another; the same one is always taken.',
});

/** How a value was checked. */
export const VerificationMethodEnum = enumOf<VerificationMethod>('VerificationMethod', 'How a value was checked.', {
  DOCUMENT: 'A document was seen.',
  CALL: 'Somebody called and asked.',
  CODE: 'A code was sent and came back.',
  REGISTER: 'It stands in an official register.',
  IN_PERSON: 'The customer said so in person.',
  OTHER: 'In another way.',
});

/** One value that one source gives for one field. */
@ObjectType({ description: 'One value that one source gives for one field, with where and when it came from.' })
export class FactValue {
  @Readable(() => ID, 'INTERNAL', 'Names this value, within its field, for pinning and verifying it.')
  valueId: string;
  @Readable(
    () => String,
    'PERSONAL',
    'The standardised value; null when the source cleared it or it could not be standardised.',
    { nullable: true },
  )
  value: string | null;
  @Readable(() => String, 'PERSONAL', 'The text as it came.', { nullable: true })
  raw: string | null;
  @Readable(() => Source, 'INTERNAL', 'Who says so.')
  source: Source;
  @Readable(() => String, 'INTERNAL', 'How it came: FILE, CONSOLE or API.')
  channel: string;
  @Readable(() => ID, 'INTERNAL', 'The source record it stands in.')
  recordId: string;
  @Readable(() => ID, 'INTERNAL', 'The import that brought it.', { nullable: true })
  importId: string | null;
  @Readable(() => String, 'INTERNAL', 'Who entered or imported it.', { nullable: true })
  actorName: string | null;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was recorded.')
  recordedAt: number;
  @Readable(() => Boolean, 'INTERNAL', 'Whether it could be standardised.')
  isValid: boolean;
  @Readable(() => String, 'INTERNAL', 'Code of what is wrong or doubtful about it.', { nullable: true })
  problem: string | null;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was last checked.', { nullable: true })
  verifiedAt: number | null;
  @Readable(() => VerificationMethodEnum, 'INTERNAL', 'How, if somebody here checked it.', { nullable: true })
  verifiedBy: VerificationMethod | null;
  @Readable(
    () => Float,
    'INTERNAL',
    'How far it can be relied on, 0 to 1: that not all the independent sources that say so are wrong, by the trust in each.',
  )
  confidence: number;
  @Readable(
    () => ChosenByEnum,
    'INTERNAL',
    'Why it stands behind the value shown; null for that one, and for equal ones.',
    {
      nullable: true,
    },
  )
  lostBy: string | null;
}

/** That a person fixed a value. */
@ObjectType({ description: 'That a person fixed the value of a field, whatever sources and rules say.' })
export class FactPin {
  @Readable(() => String, 'INTERNAL', 'Why.')
  reason: string;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'Since when.')
  at: number;
  @Readable(() => String, 'INTERNAL', 'Who pinned it.', { nullable: true })
  by: string | null;
}

/** One field with its chosen value and the others. */
@ObjectType({ description: 'One field of a customer: the value shown, why, and what other sources say.' })
export class Fact {
  customerKey: number;
  @Readable(() => CustomerFieldEnum, 'INTERNAL', 'The field.')
  field: CustomerField;
  @Readable(() => FactValue, 'PERSONAL', 'The value shown; null when no source gives a usable one.', {
    nullable: true,
    tells: 'FIELD_OF_ROW',
  })
  chosen: FactValue | null;
  @Readable(() => ChosenByEnum, 'INTERNAL', 'Why it is the one.', { nullable: true })
  chosenBy: string | null;
  @Readable(() => [FactValue], 'PERSONAL', 'What it was chosen over, the next best first.', {
    nullable: true,
    tells: 'FIELD_OF_ROW',
  })
  alternatives: FactValue[];
  @Readable(() => FactPin, 'INTERNAL', 'The pin of the value shown.', { nullable: true })
  pin: FactPin | null;
  @Readable(() => Boolean, 'INTERNAL', 'Whether one of its values can be pinned.')
  isPinnable: boolean;
  @Readable(() => Boolean, 'INTERNAL', 'Whether its values can be marked as checked.')
  isVerifiable: boolean;
}

/** A column of a file that is mapped to no field. */
@ObjectType({ description: 'A column of a file that is mapped to no field: kept, shown, mappable later.' })
export class OtherData {
  customerKey: number;
  @Readable(() => String, 'INTERNAL', 'The column’s name.')
  column: string;
  @Readable(() => String, 'PERSONAL', 'The text as it came.', { nullable: true, tells: ['OTHER_DATA'] })
  value: string;
  @Readable(() => Source, 'INTERNAL', 'Whose file it was.')
  source: Source;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was recorded.')
  recordedAt: number;
}

/** One field of a source record. */
@ObjectType({ description: 'One field as a source gave it.' })
export class SourceRecordField {
  customerKey: number;
  @Readable(() => CustomerFieldEnum, 'INTERNAL', 'The field.')
  field: CustomerField;
  @Readable(() => String, 'PERSONAL', 'The text as it came.', { nullable: true, tells: 'FIELD_OF_ROW' })
  raw: string | null;
  @Readable(() => String, 'PERSONAL', 'The standardised value.', { nullable: true, tells: 'FIELD_OF_ROW' })
  value: string | null;
  @Readable(() => Boolean, 'INTERNAL', 'Whether it could be standardised.')
  isValid: boolean;
  @Readable(() => String, 'INTERNAL', 'Code of what is wrong or doubtful about it.', { nullable: true })
  problem: string | null;
}

/** What one source said at one time. */
@ObjectType({
  description: 'What one source said about one customer at one time. Never changed: these records are the history.',
})
export class SourceRecord {
  @Readable(() => ID, 'PUBLIC', 'Opaque id.')
  id: string;
  @Readable(() => Source, 'INTERNAL', 'Who said it.')
  source: Source;
  @Readable(() => String, 'INTERNAL', 'The key the source has for the customer.', { nullable: true })
  externalId: string | null;
  @Readable(() => String, 'INTERNAL', 'How it came: FILE, CONSOLE or API.')
  channel: string;
  @Readable(() => ID, 'INTERNAL', 'The import that brought it.', { nullable: true })
  importId: string | null;
  @Readable(() => Int, 'INTERNAL', 'Its line in the file.', { nullable: true })
  lineNumber: number | null;
  @Readable(() => String, 'INTERNAL', 'Who entered or imported it.', { nullable: true })
  actorName: string | null;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was recorded.')
  recordedAt: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'Since when later records of the same source say all of it anew.', {
    nullable: true,
  })
  supersededAt: number | null;
  @Readable(() => Boolean, 'INTERNAL', 'Whether an undo took it back: it then counts for nothing.')
  isRetracted: boolean;
  @Readable(() => [SourceRecordField], 'INTERNAL', 'What it says.')
  fields: SourceRecordField[];
  @Readable(() => [OtherData], 'INTERNAL', 'What it says beyond the known fields.')
  otherData: OtherData[];
}
