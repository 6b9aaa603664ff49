import { customerSealedTables } from '../modules/customer/index.ts';
import { intakeSealedTables } from '../modules/intake/index.ts';
import type { SealedTable } from '../platform/crypto/rotation/sealed-table.ts';

/** Every table with sealed values, in module order: what a rotation of data and index keys goes through. */
export const sealedTables: readonly SealedTable[] = [...customerSealedTables, ...intakeSealedTables];
