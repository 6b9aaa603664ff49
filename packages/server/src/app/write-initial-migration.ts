/*
 * Writes the first migration of both engines from the entities. Until 1.0 there is only this one migration: a changed
 * entity rewrites it. Afterwards it is frozen and every change adds a migration of its own.
 * Another folder than ./migrations can be given as argument, to compare.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../platform/database/database.ts';
import { parseDatabaseUrl } from '../platform/database/database-url.ts';
import { createSchemaStatements } from '../platform/database/schema-sql.ts';
import { entities } from './entities.ts';

const target = process.argv[2] ?? join(import.meta.dirname, 'migrations');

for (const [folder, url] of [
  ['sqlite', 'sqlite::memory:'],
  ['mysql', 'mysql://nobody@127.0.0.1:1/none'],
] as const) {
  const db = openDatabase(parseDatabaseUrl(url));
  const statements = await createSchemaStatements(db, entities);
  const lines = statements.map((statement) => `    this.addSql(${JSON.stringify(statement)});`);
  const text = `import { Migration } from '@mikro-orm/migrations';

/** Every table as of the first version. Written by \`pnpm generate\` from the entities. */
export class Initial extends Migration {
  override name = '0001-initial';

  override up(): void {
${lines.join('\n')}
  }
}
`;
  mkdirSync(join(target, folder), { recursive: true });
  writeFileSync(join(target, folder, '0001-initial.ts'), text);
  await db.close();
}
