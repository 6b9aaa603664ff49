// Asks everything that the server may be told to ask over TLS, as an operator configures it, and prints what came of it.
import { join } from 'node:path';
import { readConfig } from '../../../platform/config/config.ts';
import { openBreachedPasswords } from '../../../platform/breached-passwords/breached-passwords.ts';
import { createTransitWrapper } from '../../../platform/crypto/key-store/transit-wrapper.ts';
import { openPool } from '../../../platform/database/mysql-pool.ts';

const [folder = '', https = '', database = '', foreign = ''] = process.argv.slice(2);

async function outcome(work: () => Promise<unknown>): Promise<string> {
  try {
    return String(await work());
  } catch (error) {
    if (!(error instanceof Error)) return String(error);
    return 'code' in error ? `${String(error.code)}: ${error.message}` : error.message;
  }
}
async function connect(port: string): Promise<unknown> {
  const { database: address } = readConfig({ DATABASE_URL: `mysql://a:b@localhost:${port}/x?tls=required` }, folder);
  if (address.engine === 'sqlite') return 'embedded';
  const pool = openPool(address, 'reading', { size: 1 }).promise();
  return await outcome(async () => await pool.query('select 1')).finally(async () => await pool.end());
}

const { transit, breachedPasswords } = readConfig(
  {
    DOSSIER_TRANSIT_URL: `https://localhost:${https}/transit/dossier`,
    DOSSIER_TRANSIT_TOKEN_FILE: join(folder, 'token'),
    DOSSIER_BREACHED_PASSWORDS: `https://localhost:${https}/range`,
  },
  folder,
);
console.log(
  JSON.stringify({
    keyService: transit && (await outcome(async () => await createTransitWrapper(transit).currentVersion())),
    ranges: breachedPasswords && (await outcome(async () => await openBreachedPasswords(breachedPasswords).has('x'))),
    database: await connect(database),
    databaseOfAnotherName: await connect(foreign),
  }),
);
