import type { Pool } from 'mysql2';

/** Rows as the driver makes them fastest: arrays, with the names of their columns once. */
export interface RawRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** Runs one read on any connection of a pool. */
export async function readFromPool(pool: Pool, sql: string, parameters: readonly unknown[]): Promise<RawRows> {
  return await new Promise((resolve, reject) => {
    pool.query({ sql, values: [...parameters], rowsAsArray: true }, (error, rows, fields) => {
      if (error) return reject(error);
      // With arrays asked for, the driver returns arrays.
      resolve({ columns: fields.map(({ name }) => name), rows: rows as unknown as unknown[][] });
    });
  });
}
