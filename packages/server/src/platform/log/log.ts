import { pino } from 'pino';

/** Structured log. Callers pass ids and counts, never values of customers or secrets. */
export interface Logger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  child(fields: object): Logger;
}

/** The process's log: JSON lines on standard error, so that standard output stays a program's to parse. */
export function createLog(level: string): Logger {
  return pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}
