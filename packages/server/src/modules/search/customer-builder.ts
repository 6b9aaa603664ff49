import type { ExpressionBuilder } from 'kysely';
import type { Tables } from '../../platform/database/tables.ts';

/** A query on customers, as conditions are added to it. */
export type CustomerBuilder = ExpressionBuilder<Tables, 'customer'>;
