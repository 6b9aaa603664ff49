/** Where an import stands. */
export const IMPORT_STATES = [
  'DRAFT',
  'DRY_RUNNING',
  'DRY_RUN_DONE',
  'QUEUED',
  'RUNNING',
  'PAUSED',
  'CANCELLED',
  'FAILED',
  'DONE',
  'UNDOING',
  'UNDONE',
  'REDOING',
  'PURGED',
] as const;

/** See {@link IMPORT_STATES}. */
export type ImportState = (typeof IMPORT_STATES)[number];

/** What can be done with an import. */
export type ImportAction =
  'setup' | 'start' | 'dryRun' | 'pause' | 'resume' | 'cancel' | 'discard' | 'undo' | 'redo' | 'purge';

/**
 * From which states each action begins. What was imported before a pause, a failure or a cancellation stays until it is
 * undone; an undo that was interrupted is taken up again by asking for it again.
 */
export const ALLOWED: Readonly<Record<ImportAction, readonly ImportState[]>> = {
  setup: ['DRAFT', 'DRY_RUN_DONE'],
  dryRun: ['DRAFT', 'DRY_RUN_DONE'],
  start: ['DRAFT', 'DRY_RUN_DONE'],
  pause: ['QUEUED', 'RUNNING'],
  resume: ['PAUSED', 'FAILED'],
  cancel: ['DRY_RUNNING', 'QUEUED', 'RUNNING', 'PAUSED', 'FAILED'],
  discard: ['DRAFT', 'DRY_RUN_DONE'],
  undo: ['DONE', 'CANCELLED', 'FAILED', 'PAUSED', 'UNDOING'],
  redo: ['UNDONE', 'REDOING'],
  purge: ['UNDONE'],
};

/** Whether an action can begin from a state. */
export function isAllowed(action: ImportAction, state: ImportState): boolean {
  return ALLOWED[action].includes(state);
}
