import { isBusy } from './sqlite-connection.ts';

// MySQL-family: deadlock, lock wait timeout, certification failure of a group.
const TRANSIENT_CODES = new Set([
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_CHECKREAD',
  'ER_BEFORE_DML_VALIDATION_ERROR',
]);
const UNREACHABLE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'PROTOCOL_CONNECTION_LOST',
  'ER_CON_COUNT_ERROR',
  'ER_SERVER_SHUTDOWN',
  'ER_NORMAL_SHUTDOWN',
]);

/** Somebody else changed what this transaction had looked at: running the whole of it again may succeed. */
export class TransactionConflict extends Error {
  constructor(cause: unknown) {
    super('another transaction came first', { cause });
    this.name = 'TransactionConflict';
  }
}

/** A read took longer than reads may. */
export class StatementTooLong extends Error {
  constructor() {
    super('the statement took too long');
    this.name = 'StatementTooLong';
  }
}

// The driver has no name for MariaDB's ER_STATEMENT_TIMEOUT.
const MARIADB_STATEMENT_TIMEOUT = 1969;

/** Whether a statement was ended because it took longer than statements may. */
export function isTooLong(error: unknown): boolean {
  if (error instanceof StatementTooLong || codeOf(error) === 'ER_QUERY_TIMEOUT') return true;
  return typeof error === 'object' && error !== null && 'errno' in error && error.errno === MARIADB_STATEMENT_TIMEOUT;
}

/** Whether running the whole transaction again may succeed at once. */
export function isTransient(error: unknown): boolean {
  return error instanceof TransactionConflict || TRANSIENT_CODES.has(codeOf(error)) || isBusy(error);
}

/** Whether the database could not be reached, as against a statement it refused. */
export function isUnreachable(error: unknown): boolean {
  if (UNREACHABLE_CODES.has(codeOf(error))) return true;
  return (
    error instanceof Error &&
    /closed state|Pool is closed|Connection lost|(reading|appending) thread stopped/i.test(error.message)
  );
}

/** Whether a unique key refused a row. */
export function isDuplicateKey(error: unknown): boolean {
  if (error instanceof TransactionConflict) return isDuplicateKey(error.cause);
  if (codeOf(error) === 'ER_DUP_ENTRY') return true;
  return error instanceof Error && error.message.startsWith('UNIQUE constraint failed');
}

/** Whether the disk or the storage quota is full. */
export function isStorageFull(error: unknown): boolean {
  const code = codeOf(error);
  if (['ENOSPC', 'EDQUOT', 'ER_DISK_FULL', 'ER_RECORD_FILE_FULL', 'ER_TEMP_FILE_WRITE_FAILURE'].includes(code))
    return true;
  return error instanceof Error && /database or disk is full|disk I\/O error/i.test(error.message);
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return String(error.code);
}
