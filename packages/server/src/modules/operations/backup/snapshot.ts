import { sql } from 'kysely';
import { openDatabase } from '../../../platform/database/database.ts';
import type { DatabaseAddress } from '../../../platform/database/database-url.ts';
import type { Reader } from '../../../platform/database/tables.ts';

/**
 * Lets `work` read the database as it is at one moment, however long it takes and whatever is written meanwhile, on a
 * connection of its own.
 */
export async function withSnapshot<T>(address: DatabaseAddress, work: (read: Reader) => Promise<T>): Promise<T> {
  const db = openDatabase(address, { poolSize: 1 });
  try {
    return await db.read.connection().execute(async (connection) => {
      if (address.engine === 'sqlite') {
        await sql`begin`.execute(connection);
      } else {
        await sql`set session transaction isolation level repeatable read`.execute(connection);
        await sql`start transaction with consistent snapshot`.execute(connection);
      }
      const result = await work(connection);
      await sql`commit`.execute(connection);
      return result;
    });
  } finally {
    await db.close();
  }
}
