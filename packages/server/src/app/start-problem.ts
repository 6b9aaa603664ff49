import { ConfigError } from '../platform/config/config.ts';
import type { DatabaseAddress } from '../platform/database/database-url.ts';
import { KeyProblem } from '../platform/crypto/key-store/key-problem.ts';
import { isStorageFull, isUnreachable } from '../platform/database/engine-errors.ts';
import { SchemaTooNew } from '../platform/database/migrate.ts';

/** Something outside the program keeps it from starting; the message is a sentence for the person who starts it. */
export class StartProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StartProblem';
  }
}

/**
 * The sentence for what kept a process from starting; undefined when it is a mistake of the program, whose stack is then
 * worth showing.
 */
export function startProblem(error: unknown, database: DatabaseAddress | undefined): string | undefined {
  if (error instanceof ConfigError) return error.problems.join('\n');
  if (error instanceof StartProblem) return error.message;
  if (error instanceof KeyProblem) return error.message;
  if (error instanceof SchemaTooNew) return capitalised(error.message);
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? String(error.code) : '';
  const port = 'port' in error ? String(error.port) : '';
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken by another program: stop it, or choose another port with PORT.`;
  if (code === 'EACCES' && port) return `Port ${port} may not be opened by this user: choose one above 1023 with PORT.`;
  if (code === 'EADDRNOTAVAIL') return 'HOST names an address that this machine does not have.';
  if (isStorageFull(error)) return 'The disk is full: the database cannot be written to.';
  return database && databaseProblem(error, code, database);
}

function databaseProblem(error: Error, code: string, database: DatabaseAddress): string | undefined {
  if (database.engine === 'sqlite') {
    if (/file is not a database|malformed/i.test(error.message))
      return `${database.path} is not a database of Dossier, or it is damaged: restore a backup.`;
    if (/readonly database|attempt to write a readonly/i.test(error.message))
      return `${database.path} cannot be written to: give this user the right to.`;
    if (/unable to open database/i.test(error.message))
      return `${database.path} cannot be opened: check DATABASE_URL and the rights of the folder.`;
    return undefined;
  }
  const server = `${database.host}:${database.port}`;
  if (isUnreachable(error))
    return `The database server at ${server} cannot be reached (${code}): check DATABASE_URL and that it runs.`;
  if (code === 'ER_ACCESS_DENIED_ERROR' || code === 'ER_ACCESS_DENIED_NO_PASSWORD_ERROR') {
    return `The database server at ${server} refuses the user "${database.user}": check the user and password in DATABASE_URL.`;
  }
  if (code === 'ER_DBACCESS_DENIED_ERROR')
    return `The user "${database.user}" may not use the database "${database.database}" at ${server}.`;
  if (code === 'ER_BAD_DB_ERROR')
    return `The database "${database.database}" does not exist at ${server}: create it (utf8mb4).`;
  return undefined;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1) + (text.endsWith('.') ? '' : '.');
}
