import type { SealedTable } from '../../../platform/crypto/rotation/sealed-table.ts';
import { sealedColumn } from '../../../platform/crypto/sealing/place.ts';

/*
 * What imports and exports keep of people besides files. An import and an export are subjects themselves: their keys are
 * destroyed with their contents, whatever becomes of the file.
 */

/** A rejected row's cells, and what the sentence of its reason mentions. Its row is the line. */
export const REJECTED_ROW = sealedColumn('import_rejected_row', 'sealed');
/** Examples of what an import would change. */
export const DRY_RUN_SAMPLES = sealedColumn('import_run', 'dry_run_samples');
/** Which customers are exported: filters and searches hold what was looked for. */
export const EXPORT_SELECTION = sealedColumn('export_run', 'selection');

const OWN = { key: ['id'], rowId: 'id', subjectId: 'id', entriesOf: () => ({}) } as const;

/** These columns, for rotations. */
export const intakeSealedTables: readonly SealedTable[] = [
  { ...OWN, column: DRY_RUN_SAMPLES },
  { ...OWN, column: REJECTED_ROW, key: ['import_id', 'line'], rowId: 'line', subjectId: 'import_id' },
  { ...OWN, column: EXPORT_SELECTION },
];
