import { Int, ObjectType } from 'type-graphql';
import { Customer } from '../../customer/index.ts';
import { Readable } from '../../../platform/graphql/exposure.ts';
import { UserError } from '../../../platform/graphql/user-error.type.ts';
import { ColumnMappingType } from './template.type.ts';

const NULLABLE = { nullable: true } as const;

/** One cell, raw and standardised. */
@ObjectType({ description: 'One cell as it came and as it would be kept.' })
export class CellPreview {
  @Readable(() => String, 'PERSONAL', 'As it stands in the file.', NULLABLE)
  raw: string | null;
  @Readable(() => String, 'PERSONAL', 'As it would be kept; null when it says nothing or cannot be read.', NULLABLE)
  value: string | null;
  @Readable(() => String, 'INTERNAL', 'OK, EMPTY, INVALID or WARNING.')
  state: string;
  @Readable(() => String, 'INTERNAL', 'What is wrong or doubtful, as a sentence.', NULLABLE)
  problem: string | null;
}

/** One row, as it would be taken over. */
@ObjectType({ description: 'One row of the file and what would become of it.' })
export class MappedRowPreview {
  /** Null where the row is about nobody who is known. */
  customerKey: number | null;
  @Readable(() => Int, 'INTERNAL', 'Line of the text, or row of the sheet.')
  row: number;
  @Readable(() => [CellPreview], 'INTERNAL', 'Its cells, in the order of the columns.')
  cells: CellPreview[];
  @Readable(() => String, 'INTERNAL', 'created, updated, unchanged or rejected.')
  outcome: string;
  @Readable(() => String, 'INTERNAL', 'Number of the known customer it is about.', NULLABLE)
  customerNumber: string | null;
  @Readable(() => String, 'PERSONAL', 'Name of that customer, or of the new one.', {
    nullable: true,
    mask: 'name',
    tells: ['NAME'],
  })
  customerName: string | null;
  @Readable(() => [String], 'INTERNAL', 'What is wrong with the row as a whole.')
  problems: string[];
}

/** The beginning of an import. */
@ObjectType({ description: 'The first rows of an import, and what keeps it from starting.' })
export class ImportPreview {
  @Readable(() => [ColumnMappingType], 'INTERNAL', 'What each column means.')
  mapping: ColumnMappingType[];
  @Readable(() => [MappedRowPreview], 'INTERNAL', 'The rows.')
  rows: MappedRowPreview[];
  @Readable(() => [UserError], 'INTERNAL', 'What has to be decided before it can start.')
  problems: UserError[];
}

/** An example from a dry run. */
@ObjectType('ImportSample', { description: 'An example of what an import would do.' })
export class ImportSampleType {
  @Readable(() => String, 'INTERNAL', 'created, updated, unchanged or rejected.')
  outcome: string;
  @Readable(() => Int, 'INTERNAL', 'Line of the text, or row of the sheet.')
  row: number;
  @Readable(() => Customer, 'INTERNAL', 'The known customer concerned.', NULLABLE)
  customer: Customer | null;
  @Readable(() => [String], 'PERSONAL', 'What would be shown differently.', NULLABLE)
  changes: readonly string[];
}
